"""The other side, as a participant may see it, and whom it might want to meet."""

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
    """What someone looks for in the directory."""

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
    wish: Wish | None = None  # of mine
    request: Wish | None = None  # of theirs
    suggestion: Suggestion | None = None


def counterparts(me: Application) -> QuerySet[Application]:
    """The accepted of the other side, without those whom I must not meet."""
    other = Side.BUYER if me.side == Side.SELLER else Side.SELLER
    found = Application.objects.filter(event=me.event_id, side=other, state=Application.State.ACCEPTED)
    rule = {me.side: me, other.value: OuterRef("pk")}
    barred = PairRule.objects.filter(kind=PairRule.Kind.FORBIDDEN, **rule)
    return found.filter(~Exists(barred)).select_related("organisation").order_by("number")


def search(me: Application, asked: DirectoryFilters) -> QuerySet[Application]:
    """Counterparts by name in any script, by what they offer, need or plan, by field, country and language."""
    found = counterparts(me)
    words = asked.words.strip()[:100]
    if words:
        runs = parse_query(without_legal_form(words)) or parse_query(words)
        text = Q(topics__text__icontains=words) | Q(projects__name__icontains=words) | Q(number__iexact=words)
        if runs:
            text |= Q(organisation__in=SEARCH.matches(runs))
        found = found.filter(text)
    if asked.field:
        with_project = ProjectCard.objects.filter(fields__icontains=f'"{asked.field}"').values("application")
        found = found.filter(Q(topics__field=asked.field) | Q(pk__in=with_project))
    if asked.country:
        found = found.filter(organisation__country=asked.country)
    if asked.language:
        found = found.filter(languages__icontains=f'"{asked.language}"')
    return found.distinct()


def entries(me: Application, people: list[Application]) -> list[DirectoryEntry]:
    """With what they bring and what has been asked between us: four queries."""
    found = {one.pk: DirectoryEntry(one) for one in people}
    for topic in Topic.objects.filter(application__in=found).order_by("pk"):
        found[topic.application_id].topics.append(topic)
    for number in ProjectCard.objects.filter(application__in=found).values_list("application_id", flat=True):
        found[number].projects += 1
    for wish in Wish.objects.filter(asker=me, asked__in=found):
        found[wish.asked_id].wish = wish
    for wish in Wish.objects.filter(asked=me, asker__in=found):
        found[wish.asker_id].request = wish
    return list(found.values())


def suggestions(me: Application, most: int = 6) -> list[Suggestion]:
    """The best counterparts that I have not asked yet: five queries, however many there are."""
    asked = set(Wish.objects.filter(asker=me).values_list("asked_id", flat=True))
    others = {pk: langs for pk, langs in counterparts(me).values_list("pk", "languages") if pk not in asked}
    found = profiles({me.pk: me.languages, **others})
    return suggest(found.pop(me.pk), found.values(), most)


def suggestion_for(me: Application, other: Application) -> Suggestion | None:
    found = profiles({me.pk: me.languages, other.pk: other.languages})
    return next(iter(suggest(found[me.pk], [found[other.pk]])), None)


def profiles(languages: dict[int, list[str]]) -> dict[int, Profile]:
    """By application, whose languages are given: two queries."""
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
        offers=frozenset(topic.field for topic in offers if topic.field),
        needs=frozenset(topic.field for topic in needs if topic.field),
        projects=frozenset(code for card in projects for code in card.fields),
        offered_hs=frozenset(topic.hs6 for topic in offers if topic.hs6),
        needed_hs=frozenset(topic.hs6 for topic in needs if topic.hs6),
        offered_words=words_of(topic.text for topic in offers if topic.text),
        needed_words=words_of([*(topic.text for topic in needs if topic.text), *(card.name for card in projects)]),
        languages=frozenset(spoken),
    )


def shows_people(application: Application) -> bool:
    """Whether people and contacts may be shown to the other side."""
    return application.consents.filter(kind=Consent.Kind.CROSS_BORDER, withdrawn_at=None).exists()
