"""Pages of the directory: permissions, search, and that no typed text is lost."""

import re

import pytest
from django.utils import timezone

from gyoryu.base.names import Names
from gyoryu.organisations.actions import OrganisationInput, add_contact, edit_organisation
from gyoryu.organisations.models import Contact, Identifier, Organisation
from tests.gyoryu.web.organiser.organisations.registering import BRN, FORM, register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "reads", "keeps"),
    [("officer", 200, 200), ("viewer", 200, 403), ("gate", 403, 403), ("interpreter", 403, 403), ("", 403, 403)],
)
def test_who_may_open_what(signed_in, kind, reads, keeps):
    organisation = register("한빛환경", identifiers=[BRN])
    contact = add_contact(organisation, Names("김견본"), by=None)
    client = signed_in(kind)
    for address in ("/organisations/", f"/organisations/{organisation.pk}/"):
        assert client.get(address).status_code == reads
    for address in ("new/", f"{organisation.pk}/edit/", f"{organisation.pk}/merge/"):
        assert client.get(f"/organisations/{address}").status_code == keeps
    for address in ("identifiers/", f"identifiers/{organisation.identifiers.get().pk}/remove/"):
        assert client.post(f"/organisations/{organisation.pk}/{address}").status_code in (
            keeps,
            302 if keeps == 200 else 403,
        )
    for address in ("contacts/", f"contacts/{contact.pk}/remove/"):
        assert client.post(f"/organisations/{organisation.pk}/{address}").status_code in (
            keeps,
            302 if keeps == 200 else 403,
        )
    assert Contact.objects.exists() is (keeps == 403)


def test_contacts_are_for_officers_only(signed_in):
    organisation = register("한빛환경")
    add_contact(organisation, Names("김견본"), email="kim@sample.example", by=None)
    assert "kim@sample.example" not in signed_in("viewer").get(f"/organisations/{organisation.pk}/").text
    assert "kim@sample.example" in signed_in("officer").get(f"/organisations/{organisation.pk}/").text


def test_the_list_finds_marks_and_filters_with_as_many_queries_for_three_as_for_one(
    signed_in, django_assert_max_num_queries
):
    client = signed_in("viewer")
    assert "The directory is still empty" in client.get("/organisations/").text
    counts = []
    for n in (1, 2):
        for m in range(n):
            register(f"한빛환경{n}{m}", "韩光环保", fields=["air"])
        with django_assert_max_num_queries(9) as captured:
            text = client.get("/organisations/?q=(주)한빛&country=KR&kind=firm&field=air").text
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert "Organisations: 3" in text
    assert "<mark>한빛</mark>환경" in text
    assert "<mark>韩光</mark>环保" in client.get("/organisations/?q=韩光").text
    assert "No organisation fits" in client.get("/organisations/?q=한빛&country=CN").text
    assert "spelled nearly so" in client.get("/organisations/?q=한빛환겅10").text


@pytest.mark.parametrize("query", ["q=%00", "q=%22%27*", "country=%00", "kind=x&field=%27", "page=x", "page=-1"])
def test_strange_questions_have_an_answer(signed_in, query):
    register("한빛환경")
    assert signed_in("viewer").get(f"/organisations/?{query}").status_code == 200


@pytest.mark.parametrize("typed", ["煙臺瑞灝沁水務有限公司", "烟台瑞灏沁水务有限公司", "瑞灝沁", "瑞灏沁"])
@pytest.mark.parametrize("stored", ["煙臺瑞灝沁水務有限公司", "烟台瑞灏沁水务有限公司"])
def test_either_script_finds_and_marks_a_name(signed_in, stored, typed):
    register("견본", stored)
    text = signed_in("viewer").get("/organisations/", {"q": typed}).text
    assert "Organisations: 1" in text
    assert f"<mark>{stored.removesuffix('有限公司') if '有限' in typed else stored[2:5]}</mark>" in text


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("烟台瑞灏沁水务有限公司", "煙臺瑞灝沁水務有限公司"),
        ("山东绿源环保有限公司", "山东绿元环保"),
        ("주식회사 한빛환경기술", "한빗환경기술"),
    ],
)
def test_a_name_that_may_be_known_is_asked_about_before_it_is_registered(signed_in, stored, typed):
    register(stored)
    client, form = signed_in("officer"), {"name_ko": typed, "kind": "firm", "country": "KR", "language": "ko"}
    page = client.post("/organisations/new/", form).text
    assert "It may be in the directory already" in page
    assert stored in page
    assert Organisation.objects.count() == 1
    assert client.post("/organisations/new/", form | {"anyway": "on"}).status_code == 302
    assert Organisation.objects.count() == 2


def test_an_officer_registers_an_organisation(signed_in):
    client = signed_in("officer")
    answer = client.post(
        "/organisations/new/", {**FORM, "scheme": "kr_brn", "value": BRN[1], "fields_of_work": ["air"]}
    )
    organisation = Organisation.objects.get()
    assert answer["Location"] == f"/organisations/{organisation.pk}/"
    assert organisation.fields == ["air"]
    text = client.get(answer["Location"]).text
    assert "Registered." in text
    assert BRN[1] in text
    assert "Registered." not in client.get(answer["Location"]).text


def test_one_of_the_same_name_is_shown_before_a_second_is_registered(signed_in):
    existing = register("(주)한빛환경")
    client = signed_in("officer")
    answer = client.post("/organisations/new/", FORM)
    assert f'href="/organisations/{existing.pk}/"' in answer.text
    assert Organisation.objects.count() == 1
    assert answer.context["form"]["anyway"].value() == "on"
    client.post("/organisations/new/", {**FORM, "anyway": "on"})
    assert Organisation.objects.count() == 2


def test_a_number_that_is_taken_is_never_registered_twice(signed_in):
    register("다른 이름", identifiers=[BRN])
    answer = signed_in("officer").post(
        "/organisations/new/", {**FORM, "scheme": BRN[0], "value": BRN[1], "anyway": "on"}
    )
    assert "registered already" in answer.text
    assert Organisation.objects.count() == 1


def test_the_second_editor_is_told_and_loses_nothing(signed_in):
    organisation = register("한빛환경")
    client = signed_in("officer")
    address = f"/organisations/{organisation.pk}/edit/"
    assert client.get(address).context["form"]["version"].value() == 1
    edit_organisation(
        organisation.pk, 1, OrganisationInput(Names("한빛환경"), city="부산"), now=timezone.now(), by=None
    )
    answer = client.post(address, {**FORM, "city": "서울", "version": 1})
    assert "Someone else has saved changes" in answer.text
    assert "<dd>부산</dd>" in answer.text
    assert 'value="서울"' in answer.text
    assert answer.context["form"]["version"].value() == "2"
    assert client.post(address, {**FORM, "city": "서울", "version": 2}).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.city, organisation.version) == ("서울", 3)


def test_numbers_and_contacts_are_added_and_removed(signed_in):
    organisation = register("한빛환경")
    register("다른 기업", identifiers=[("kr_brn", "134-86-72683")])
    client = signed_in("officer")
    address = f"/organisations/{organisation.pk}/"
    refused = client.post(f"{address}identifiers/", {"number-scheme": "kr_brn", "number-value": "134-86-72683"})
    assert "Another organisation has this number" in refused.text
    client.post(f"{address}identifiers/", {"number-scheme": "kr_brn", "number-value": BRN[1]})
    number = organisation.identifiers.get()
    client.post(f"{address}identifiers/{number.pk}/remove/")
    assert Identifier.objects.count() == 1
    undo = re.search(r'action="(/organisations/\d+/identifiers/\?[^"]+)"', client.get(address).text).group(1)
    client.post(undo.replace("&amp;", "&"))
    assert organisation.identifiers.get().value == "1168200276"
    assert "at least one language" in client.post(f"{address}contacts/", {"contact-language": "ko"}).text
    client.post(f"{address}contacts/", {"contact-language": "ko", "contact-name_ko": "김견본"})
    contact = organisation.contacts.get()
    client.post(f"{address}contacts/{contact.pk}/remove/")
    assert not Contact.objects.exists()


def test_two_entries_become_one(signed_in):
    target, duplicate = register("한빛환경"), register("(주)한빛환경", "韩光环保", identifiers=[BRN])
    client = signed_in("officer")
    assert f"with={duplicate.pk}" in client.get(f"/organisations/{target.pk}/").text
    address = f"/organisations/{target.pk}/merge/"
    assert "韩光" in client.get(f"{address}?q=韩光").text
    assert "Disappears" in client.get(f"{address}?with={duplicate.pk}").text
    assert client.get(f"{address}?with=999999").status_code == 404
    assert client.post(address, {"with": duplicate.pk})["Location"] == f"/organisations/{target.pk}/"
    assert Identifier.objects.get().organisation == target
    assert client.get(f"/organisations/{duplicate.pk}/").status_code == 404
