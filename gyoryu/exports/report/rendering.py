"""Templates of the report, and the engine that renders them without the tags of web pages."""

from __future__ import annotations

from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import SafeString

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ENGINE = Engine(dirs=[str(TEMPLATES)], libraries={"report": "gyoryu.exports.report.template_tags"})


def render(name: str, **variables: object) -> SafeString:
    """Render `templates/report/NAME`; numbers are written as they are, in every language."""
    return ENGINE.get_template(f"report/{name}").render(Context(variables, use_l10n=False))
