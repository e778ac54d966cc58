"""Texts of emails in the language of the recipient, from `templates/emails/CODE.LANGUAGE.txt`, with the subject on the
first line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from gyoryu.base.text import normalize_whitespace

# Parameters of an email, by their name in the template: a text, or lines of several texts each.
Param = str | list[dict[str, str]]

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "emails"
ENGINE = Engine(dirs=[str(TEMPLATES)])
PROSE = {"reason"}
MAX_SUBJECT_LENGTH = 200


def render_email(code: str, language: str, params: Mapping[str, Param], site: str) -> tuple[str, str]:
    """Return subject and body. Raises `TemplateDoesNotExist` for an email without a template."""
    cleaned = {name: _cleaned(name, value) for name, value in params.items()}
    if str(cleaned.get("link", "")).startswith("/"):
        cleaned["link"] = site + cleaned["link"]
    template = ENGINE.get_template(f"{code}.{language}.txt")
    subject, _, body = template.render(Context(cleaned, autoescape=False)).partition("\n")
    return normalize_whitespace(subject)[:MAX_SUBJECT_LENGTH], f"{body.strip()}\n\n-- \n{site}\n"


def _cleaned(name: str, value: Any) -> Any:
    """Reduce typed values to one line, so that users cannot add lines to emails of the agency; only explanations by
    officers may have several."""
    if isinstance(value, list):
        return [{key: normalize_whitespace(text) for key, text in line.items()} for line in value]
    if name in PROSE:
        return "\n".join(normalize_whitespace(line) for line in str(value).splitlines())
    return normalize_whitespace(str(value))
