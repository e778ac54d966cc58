"""What emails say, in the language of their reader. The sentences stand in `templates/emails/CODE.LANGUAGE.txt`, the
subject on the first line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from gyoryu.base.text import normalize_whitespace

# What an email says, by the name of its template: a text, or lines of several texts each.
Param = str | list[dict[str, str]]

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "emails"
ENGINE = Engine(dirs=[str(TEMPLATES)])
PROSE = {"reason"}
MAX_SUBJECT_LENGTH = 200


def render_email(code: str, language: str, params: Mapping[str, Param], site: str) -> tuple[str, str]:
    """Subject and body. Raises `TemplateDoesNotExist` for an email nobody has written."""
    cleaned = {name: _cleaned(name, value) for name, value in params.items()}
    if str(cleaned.get("link", "")).startswith("/"):
        cleaned["link"] = site + cleaned["link"]
    template = ENGINE.get_template(f"{code}.{language}.txt")
    subject, _, body = template.render(Context(cleaned, autoescape=False)).partition("\n")
    return normalize_whitespace(subject)[:MAX_SUBJECT_LENGTH], f"{body.strip()}\n\n-- \n{site}\n"


def _cleaned(name: str, value: Any) -> Any:
    """What people typed fills one line, so that nobody writes lines of their own into emails of the agency; only what
    officers explain has several."""
    if isinstance(value, list):
        return [{key: normalize_whitespace(text) for key, text in line.items()} for line in value]
    if name in PROSE:
        return "\n".join(normalize_whitespace(line) for line in str(value).splitlines())
    return normalize_whitespace(str(value))
