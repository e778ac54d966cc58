"""The directory of the other side for a participant, with suggestions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from gyoryu.base.search import parse_query
from gyoryu.base.text import without_legal_form
from gyoryu.meetings.matching import Profile, Suggestion, suggest, words_of
from gyoryu.meetings.models import Application, Consent, PairRule, ProjectCard, Side, Topic, Wish
from gyoryu.organisations.models import SEARCH


@dataclass(frozen=True, slots=True)
class DirectoryFilters:
    """Filters of a search in the directory."""

    words: str = ""
    field: str = ""
    country: str = ""
    language: str = ""


@dataclass(slots=True)
class DirectoryEntry:
    """One of the other side in a list."""

    application: Application
    topics: list[Topic] = field(default_factory=list)
    projects: int = 0
    wish: Wish | None = None  # of the viewer
    request: Wish | None = None  # of the counterpart
    suggestion: Suggestion | None = None


def counterparts(viewer: Application) -> QuerySet[Application]:
    """Return the accepted participants of the other side, without forbidden pairs."""
    other_side = Side.BUYER if viewer.side == Side.SELLER else Side.SELLER
    applications = Application.objects.filter(event=viewer.event_id, side=other_side, state=Application.State.ACCEPTED)
    rule = {viewer.side: viewer, other_side.value: OuterRef("pk")}
    barred = PairRule.objects.filter(kind=PairRule.Kind.FORBIDDEN, **rule)
    return applications.filter(~Exists(barred)).select_related("organisation").order_by("number")


def search(viewer: Application, filters: DirectoryFilters) -> QuerySet[Application]:
    """Search counterparts by name in any script, by what they offer, need or plan, by field, country and language."""
    applications = counterparts(viewer)
    words = filters.words.strip()[:100]
    if words:
        runs = parse_query(without_legal_form(words)) or parse_query(words)
        text = Q(topics__text__icontains=words) | Q(projects__name__icontains=words) | Q(number__iexact=words)
        if runs:
            text |= Q(organisation__in=SEARCH.matches(runs))
        applications = applications.filter(text)
    if filters.field:
        with_project = ProjectCard.objects.filter(fields__icontains=f'"{filters.field}"').values("application")
        applications = applications.filter(Q(topics__field=filters.field) | Q(pk__in=with_project))
    if filters.country:
        applications = applications.filter(organisation__country=filters.country)
    if filters.language:
        applications = applications.filter(languages__icontains=f'"{filters.language}"')
    return applications.distinct()


def entries(viewer: Application, applications: list[Application]) -> list[DirectoryEntry]:
    """Return entries with topics, projects and wishes, with four queries."""
    entry_by_number = {application.pk: DirectoryEntry(application) for application in applications}
    for topic in Topic.objects.filter(application__in=entry_by_number).order_by("pk"):
        entry_by_number[topic.application_id].topics.append(topic)
    for number in ProjectCard.objects.filter(application__in=entry_by_number).values_list("application_id", flat=True):
        entry_by_number[number].projects += 1
    for wish in Wish.objects.filter(asker=viewer, asked__in=entry_by_number):
        entry_by_number[wish.asked_id].wish = wish
    for wish in Wish.objects.filter(asked=viewer, asker__in=entry_by_number):
        entry_by_number[wish.asker_id].request = wish
    return list(entry_by_number.values())


def suggestions(viewer: Application, most: int = 6) -> list[Suggestion]:
    """Return the best counterparts without a request yet, with five queries."""
    requested = set(Wish.objects.filter(asker=viewer).values_list("asked_id", flat=True))
    languages_by_number = {
        pk: langs for pk, langs in counterparts(viewer).values_list("pk", "languages") if pk not in requested
    }
    profile_by_number = profiles({viewer.pk: viewer.languages, **languages_by_number})
    return suggest(profile_by_number.pop(viewer.pk), profile_by_number.values(), most)


def suggestion_for(viewer: Application, counterpart: Application) -> Suggestion | None:
    profile_by_number = profiles({viewer.pk: viewer.languages, counterpart.pk: counterpart.languages})
    return next(iter(suggest(profile_by_number[viewer.pk], [profile_by_number[counterpart.pk]])), None)


def profiles(languages: dict[int, list[str]]) -> dict[int, Profile]:
    """Return profiles by application from its languages, with two queries."""
    topics: dict[int, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.filter(application__in=languages):
        topics[topic.application_id].append(topic)
    projects: dict[int, list[ProjectCard]] = defaultdict(list)
    for card in ProjectCard.objects.filter(application__in=languages).only("application", "fields", "name"):
        projects[card.application_id].append(card)
    return {pk: _profile(pk, spoken, topics[pk], projects[pk]) for pk, spoken in languages.items()}


def _profile(number: int, spoken: list[str], topics: list[Topic], projects: list[ProjectCard]) -> Profile:
    offers = [topic for topic in topics if topic.direction == Topic.Direction.OFFER]
    needs = [topic for topic in topics if topic.direction == Topic.Direction.NEED]
    return Profile(
        id=number,
        offers=_fields(offers),
        needs=_fields(needs),
        projects=frozenset(code for card in projects for code in card.fields),
        offered_hs=_hs_codes(offers),
        needed_hs=_hs_codes(needs),
        offered_words=words_of(_texts(offers)),
        needed_words=words_of([*_texts(needs), *(card.name for card in projects)]),
        languages=frozenset(spoken),
    )


def _fields(topics: list[Topic]) -> frozenset[str]:
    return frozenset(topic.field for topic in topics if topic.field)


def _hs_codes(topics: list[Topic]) -> frozenset[str]:
    return frozenset(topic.hs6 for topic in topics if topic.hs6)


def _texts(topics: list[Topic]) -> list[str]:
    return [topic.text for topic in topics if topic.text]


def shows_people(application: Application) -> bool:
    """Return whether people and contacts may be shown to the other side."""
    return application.consents.filter(kind=Consent.Kind.CROSS_BORDER, withdrawn_at=None).exists()
