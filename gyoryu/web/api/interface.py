"""The API with its OpenAPI description (`/api/openapi.json`) and documentation (`/api/docs`)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from gyoryu.web.api import applications, logs, organisations, programmes, timetables, wishes
from gyoryu.web.api.problems import problem_responses, refuse_unknown_names

api = NinjaAPI(
    title="Gyoryu",
    version="1",
    description="Export consultations: programmes, organisations, applications, wishes, timetables and logs.",
    docs_url=None,
    urls_namespace="api",
)
problem_responses(api)
api.add_decorator(refuse_unknown_names)
for part in (programmes, organisations, applications, wishes, timetables, logs):
    api.add_router("", part.router)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Render the documentation: our own, since Swagger UI needs scripts and styles that our policy forbids."""
    schema = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in schema["paths"].items():
        for method, call in methods.items():
            groups.setdefault(call["tags"][0], []).append(_call(address, method, call))
    return render(request, "api/docs.html", {"groups": groups.items(), "version": schema["openapi"]})


def _call(address: str, method: str, call: dict[str, Any]) -> dict[str, Any]:
    return {
        "address": address,
        "method": method.upper(),
        "summary": call["summary"],
        "scope": next(iter(call["security"][0])).replace("_", ":"),
        "query": [
            _value(parameter["name"], parameter["schema"])
            for parameter in call.get("parameters", [])
            if parameter["in"] == "query"
        ],
        "body": _body(call),
        "answers": [(code, _name(answer)) for code, answer in call["responses"].items()],
    }


def _body(call: dict[str, Any]) -> list[tuple[str, str]]:
    content = call.get("requestBody", {}).get("content", {}).get("application/json", {})
    if not content:
        return []
    name = content["schema"]["$ref"].rpartition("/")[2]
    shape = api.get_openapi_schema()["components"]["schemas"][name]
    return [_value(name, schema) for name, schema in shape["properties"].items()]


def _value(name: str, schema: dict[str, Any]) -> tuple[str, str]:
    """Name and type of a value, from its schema."""
    options = schema.get("anyOf", [schema])
    kinds = [_kind(option) for option in options]
    return name, " | ".join(kinds)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    kind = str(schema.get("format") or schema.get("type", ""))
    limits = [f"{sign} {schema[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in schema]
    return " ".join([kind, *limits])


def _name(answer: dict[str, Any]) -> str:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    if schema.get("type") == "array":
        return f"[{schema['items']['$ref'].rpartition('/')[2]}]"
    return str(schema.get("$ref", "").rpartition("/")[2])


urlpatterns = [path("docs", docs, name="api-docs"), path("", api.urls)]
