"""Summary of validation errors at the top of the page, each with a link to its field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.context import Context

from gyoryu.web.participant.steps import Step

register = template.Library()


class Fault(NamedTuple):
    text: str
    target: str  # the id of an element, or ""


@register.inclusion_tag("parts/faults.html", takes_context=True)
def faults(context: Context) -> dict[str, Any]:
    """List the errors of every form of the page, and the `fault` of the view (at the id `fault_at`)."""
    values: dict[Any, Any] = context.flatten()
    items = [fault for value in _unique(values.values()) for fault in _faults_in(value)]
    if isinstance(values.get("fault"), str) and values["fault"]:
        items.append(Fault(values["fault"], values.get("fault_at", "")))
    request = values.get("request")
    return {"faults": items, "was_sent": request is not None and request.method == "POST"}


def _unique(values: Any) -> list[Any]:
    """Return the values without duplicates: the context may contain one under two names."""
    return list({id(value): value for value in values}.values())


def _faults_in(value: Any) -> Iterator[Fault]:
    if isinstance(value, BaseForm):
        yield from _form_faults(value)
    elif isinstance(value, BaseFormSet):
        yield from _formset_faults(value)
    elif isinstance(value, Step) and value.is_started and not value.is_right():
        yield from _faults_in(value.rows)
        if value.lacks_rows and value.rows is not None:
            yield Fault(str(value.lacks_rows), _first_id(value.rows.forms[0]))
        yield from _faults_in(value.form)


def _formset_faults(rows: BaseFormSet[Any]) -> Iterator[Fault]:
    if not rows.is_bound:
        return
    for sentence in rows.non_form_errors():
        yield Fault(str(sentence), _first_id(rows.forms[0]) if rows.forms else "")
    for number, row in enumerate(rows.forms, 1):
        for fault in _form_faults(row):
            yield fault._replace(text=f"{number} · {fault.text}")


def _form_faults(form: BaseForm) -> Iterator[Fault]:
    if not form.is_bound:
        return
    for name, sentences in form.errors.items():
        bound = form[name] if name in form.fields else None
        if bound is None or bound.is_hidden:
            yield from (Fault(str(sentence), _first_id(form)) for sentence in sentences)
        else:
            yield from (Fault(f"{bound.label}: {sentence}", target_of(bound)) for sentence in sentences)


def _first_id(form: BaseForm) -> str:
    return next((target_of(bound) for bound in form.visible_fields()), "")


def target_of(bound: BoundField) -> str:
    """Return the id of the element to focus: the field, or the first of its checkboxes or radio buttons."""
    is_group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if is_group and list(bound) else bound.auto_id
