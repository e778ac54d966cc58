"""Forms keep stored values: one that a select does not list stays until the user chooses another."""

import importlib
import pkgutil

import pytest
from django import forms
from django.http import QueryDict

import gyoryu.web
from gyoryu.base.names import Names
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Table
from gyoryu.web.forms.base import Form
from gyoryu.web.organiser.applications.forms import SettingsForm
from gyoryu.web.organiser.events.forms import PatternForm, TermsForm
from gyoryu.web.organiser.news.desk_cards import Field
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db


def every_form(parent=forms.Form):
    for module in pkgutil.walk_packages(gyoryu.web.__path__, "gyoryu.web."):
        importlib.import_module(module.name)
    classes = {child for child in parent.__subclasses__() for child in (child, *every_form(child))}
    return sorted(
        (form for form in classes if form.__module__.startswith("gyoryu.")), key=lambda form: form.__qualname__
    )


def selects():
    """Every field of every form in which one chooses from a list."""
    return [
        (form, name)
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
    ]


def built(form, **options):
    if form in (PatternForm, TermsForm):
        options["event"] = consultation(sellers=0, buyers=0)
    if form is SettingsForm:
        options["tables"] = Table.objects.none()
    return form(**options)


def test_every_form_with_a_select_is_one_of_ours():
    assert len(selects()) > 25
    assert [form for form, _ in selects() if not issubclass(form, Form)] == []


@pytest.mark.parametrize(("form", "name"), selects(), ids=lambda one: getattr(one, "__name__", one))
def test_a_stored_value_that_is_not_listed_is_listed_and_kept(form, name):
    if form is PatternForm:
        pytest.skip("its days are those of the event, and nothing of it is stored")
    many = isinstance(form.base_fields[name], forms.MultipleChoiceField)
    numbers = isinstance(form.base_fields[name], forms.TypedChoiceField)
    for stored in [["7"], ["xq", "7"]] if many else ["7"] if numbers else ["7", "xq"]:
        data = QueryDict(mutable=True)
        data.setlist(name, stored if many else [stored])
        unbound = built(form, initial={name: stored})
        page = unbound[name].as_widget()
        for value in stored if many else [stored]:
            assert f'value="{value}"' in page
        if not unbound[name].is_hidden:
            assert page.count("selected") + page.count("checked") == (len(stored) if many else 1)
        posted = built(form, data=data, initial={name: stored})
        posted.full_clean()
        assert name not in posted.errors
        cleaned = posted.cleaned_data[name]
        assert [str(value) for value in cleaned] == stored if many else str(cleaned) == stored


@pytest.mark.parametrize(("form", "name"), selects(), ids=lambda one: getattr(one, "__name__", one))
def test_what_is_neither_listed_nor_stored_is_refused(form, name):
    data = QueryDict(mutable=True)
    data.setlist(name, ["no such thing"])
    assert name in built(form, data=data).errors


@pytest.mark.parametrize("country", ["MX", "PL", "KP", "AQ", "ZZ"])
def test_an_edit_of_the_city_leaves_the_country_as_it_is(client, operator, country):
    organisation = register_organisation(OrganisationInput(names=Names("견본"), country=country), by=None)
    client.force_login(operator)
    address = f"/organisations/{organisation.pk}/edit/"
    form = client.get(address).context["form"]
    assert f'<option value="{country}" selected>' in form["country"].as_widget()
    fields = {bound.name: bound.value() for bound in form if bound.value() not in (None, [])} | {"city": "견본시"}
    assert client.post(address, fields).status_code == 302
    after = Organisation.objects.get(pk=organisation.pk)
    assert (after.city, after.country) == ("견본시", country)


def test_a_proposal_keeps_a_code_that_its_list_does_not_have():
    field = Field("kind", "", "loan", "loan", (("MOU", "MOU"),))
    assert field.options == (("MOU", "MOU"), ("loan", "loan"))
    assert Field("kind", "", "MOU", "MOU", (("MOU", "MOU"),)).options == (("MOU", "MOU"),)
