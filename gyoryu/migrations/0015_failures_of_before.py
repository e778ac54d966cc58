"""What failed before failures were noted on the rows themselves: none of it is under way for ever."""

from typing import Any

from django.db import migrations

FAULT = "fault"


def mark(apps, schema_editor):
    failed = list(apps.get_model("gyoryu", "Job").objects.filter(state="failed").values_list("pk", "kind", "args"))
    jobs = [pk for pk, _, _ in failed]
    documents = [args["arrival"] for _, kind, args in failed if kind in ("read_arrival", "fetch_arrival")]
    letters = [args["letter"] for _, kind, args in failed if kind == "send_letter"]
    under_way: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "Output": ({"job__in": jobs, "file": None}, {"failure": FAULT}),
        "PlanRun": ({"job__in": jobs, "state__in": ["waiting", "running"]}, {"state": "failed", "failure": FAULT}),
        "ImportBatch": (
            {"job__in": jobs, "state__in": ["looking", "bringing"]},
            {"state": "looked", "failure": FAULT, "job": None},
        ),
        "Arrival": ({"pk__in": documents, "state": "waiting"}, {"state": "refused", "refusal": FAULT}),
        "Letter": (
            {"pk__in": letters, "state__in": ["waiting", "failed"]},
            {"state": "failed", "failure": FAULT},
        ),
    }
    for model, (which, values) in under_way.items():
        apps.get_model("gyoryu", model).objects.filter(**which).update(**values)


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0014_simplified_name_keys")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
