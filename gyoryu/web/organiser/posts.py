"""Posts as officers write them, and their watches."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as said
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.files import keep
from gyoryu.base.names import LANGUAGES
from gyoryu.base.refusals import Refused
from gyoryu.base.undo import going_with
from gyoryu.meetings.file_types import type_of
from gyoryu.news import queries, rules
from gyoryu.news.actions import posting, watching
from gyoryu.news.models import Arrival, Post, PostText, Watch
from gyoryu.news.visibility import posts_to_keep, visible_arrivals, visible_hits
from gyoryu.programmes.rules import Standings
from gyoryu.web.lookup import judged
from gyoryu.web.template_tags import reader
from gyoryu.web.notices import tell
from gyoryu.web.organiser.documents import chosen_programme, programme_choices, whose
from gyoryu.web.organiser.sidebar import rail_of
from gyoryu.web.parameters import whole
from gyoryu.web.refusals import sentence_for, sentence_of
from gyoryu.web.undo_views import undoable
from gyoryu.web.uploads import read_upload, takes_files

PAGE_SIZE = 30
MARKS = {
    PostText.Mark.OFFICIAL: said("Official text"),
    PostText.Mark.REVIEWED: said("Translation, reviewed"),
    PostText.Mark.MACHINE: said("Machine translation"),
}
WATCHED = {
    Watch.Kind.WORDS: said("Words that must all stand there"),
    Watch.Kind.BODY: said("Body, under any of its names"),
    Watch.Kind.REGION: said("Region, in any script"),
    Watch.Kind.CODE: said("HS code and all below it"),
}
OFTEN = {
    Watch.Often.ONCE: said("by e-mail at once"),
    Watch.Often.DAILY: said("by e-mail once a day"),
    Watch.Often.NEVER: said("on this page only"),
}
LANGUAGE_NAMES = dict(LANGUAGE_CHOICES)


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    kept = posts_to_keep(judged(request, rules.may_work_on_news))
    posts = kept.prefetch_related("texts").select_related("author", "programme")
    page = Paginator(posts, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(post, queries.text_for(post, reader())) for post in page]
    return render(request, "news/posts.html", {"rail": rail_of("posts"), "page": page, "rows": rows})


@takes_files(many=10)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """`?arrival=`: begin with the clean article of a document."""
    standings = judged(request, rules.may_work_on_news)
    arrival = _arrival_for(whole(request.GET.get("arrival")) or 0, standings)
    if request.method != "POST":
        return _form(request, standings, posting.entry_from(arrival) if arrival else posting.Entry({}))
    entry = _entry(request, standings, arrival.pk if arrival else None)
    try:
        _refuse_others(entry, standings)
        post = posting.write_post(entry, now=timezone.now(), by=whose(request))
    except Refused as refused:
        return _form(request, standings, entry, fault=sentence_of(refused), status=422)
    _attach(request, post)
    tell(request, gettext("Saved. Nobody sees it before you show it."))
    return redirect("post-edit", post.pk)


def _arrival_for(number: int, standings: Standings) -> Arrival | None:
    """The document to begin with: one that was read and that the person may work on."""
    arrival = visible_arrivals(standings).filter(state=Arrival.State.READ, pk=number).first()
    return arrival if arrival and rules.may_work_on_arrival(standings, arrival.programme_id) else None


def _refuse_others(entry: posting.Entry, standings: Standings) -> None:
    if not rules.may_keep_post(standings, entry.programme):
        raise Refused("choose_a_programme")


@takes_files(many=10)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, number: int) -> HttpResponse:
    standings = judged(request, rules.may_work_on_news)
    post = get_object_or_404(posts_to_keep(standings).prefetch_related("texts", "files"), pk=number)
    if request.method != "POST":
        return _form(request, standings, _entry_of(post), post)
    entry = _entry(request, standings, post.arrival_id)
    version = whole(request.POST.get("version")) or 0
    try:
        _refuse_others(entry, standings)
        posting.edit_post(post.pk, version, entry, now=timezone.now(), by=whose(request))
    except Refused as refused:
        return _form(
            request,
            standings,
            entry,
            post,
            sentence_for(refused, request.user.pk, "post", post.pk),
            409 if refused.code == "changed_meanwhile" else 422,
        )
    for one in post.files.all():
        if str(one.pk) in request.POST.getlist("remove"):
            posting.detach(one.pk, by=whose(request))
    _attach(request, post)
    tell(request, gettext("Saved."))
    return redirect("post-edit", post.pk)


def _entry_of(post: Post) -> posting.Entry:
    texts = {text.language: posting.Words(text.title, text.body, text.mark) for text in post.texts.all()}
    return posting.Entry(
        texts, post.department, post.source_name, post.source_url, post.topics, post.arrival_id,
        post.is_sample, post.programme_id,
    )  # fmt: skip


def _entry(request: HttpRequest, standings: Standings, arrival: int | None) -> posting.Entry:
    sent = request.POST
    texts: dict[str, posting.Words] = {}
    for language in LANGUAGES:
        mark = sent.get(f"mark_{language}", "")
        texts[language] = posting.Words(
            sent.get(f"title_{language}", "")[:400],
            sent.get(f"body_{language}", "")[:100_000].replace("\r\n", "\n"),
            mark if mark in PostText.Mark.values else PostText.Mark.OFFICIAL,
        )
    url = sent.get("source_url", "").strip()[:1000]
    return posting.Entry(
        texts,
        sent.get("department", "").strip()[:120],
        sent.get("source_name", "").strip()[:200],
        url if url.startswith(("https://", "http://")) else "",
        [topic.strip()[:40] for topic in sent.get("topics", "").replace("，", ",").split(",")],
        arrival,
        programme=chosen_programme(request, standings),
    )


def _attach(request: HttpRequest, post: Post) -> None:
    """Files by what their bytes say; what is not taken is told, and the post is saved nevertheless."""
    for file in request.FILES.getlist("files")[:10]:
        try:
            data = read_upload(file)
            posting.attach(post.pk, keep(data, type_of(data)), file.name or "file", by=whose(request))
        except Refused as refused:
            tell(request, f"{file.name}: {sentence_of(refused)}", "error")


def _form(
    request: HttpRequest,
    standings: Standings,
    entry: posting.Entry,
    post: Post | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    # A text beside another one is a translation until somebody says otherwise: nobody is made to answer for it.
    empty = posting.Words("", "", PostText.Mark.MACHINE if entry.texts else PostText.Mark.OFFICIAL)
    context: dict[str, Any] = {
        "rail": rail_of("posts"),
        "post": post,
        "entry": entry,
        "topics": ", ".join(entry.topics),
        "texts": [(code, LANGUAGE_NAMES[code], entry.texts.get(code, empty)) for code in LANGUAGES],
        "marks": list(MARKS.items()),
        "fault": fault,
        "fault_at": "title_ko",
        "programmes": programme_choices(standings),
        "may_keep_all": rules.may_keep_post(standings, None),
        "files": post.files.all() if post else [],
    }
    return render(request, "news/post_form.html", context, status=status)


@require_POST
@login_required
def show(request: HttpRequest, number: int) -> HttpResponse:
    standings = judged(request, rules.may_work_on_news)
    chosen = posts_to_keep(standings).filter(pk=number)
    found = get_object_or_404(chosen)
    shown = request.POST.get("shown") == "1"
    with undoable(request, "show_post", None, chosen) as way:
        posting.show_post(number, shown, now=timezone.now(), by=whose(request))
    said_so = gettext("Everyone can read it now.") if shown else gettext("It is off the board.")
    link = (gettext("See the post on the board"), reverse("board-post", args=[found.number])) if shown else ("", "")
    tell(request, said_so, undo=way.back, link=link)
    return redirect("posts")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def watches(request: HttpRequest) -> HttpResponse:
    """One's own watches with what they found, and the form for another."""
    standings = judged(request, rules.may_work_on_news)
    fault, words = "", request.POST.get("words", "")
    kind, often = request.POST.get("kind", ""), request.POST.get("often", "")
    if request.method == "POST":
        try:
            watching.watch(
                words,
                often if often in Watch.Often.values else Watch.Often.DAILY,
                owner=whose(request),
                now=timezone.now(),
                programme=chosen_programme(request, standings),
                kind=kind if kind in Watch.Kind.values else Watch.Kind.WORDS,
            )
            tell(request, gettext("Watched from now on."))
            return redirect("watches")
        except Refused as refused:
            fault = sentence_of(refused)
    mine = Watch.objects.filter(owner=whose(request), is_on=True)
    hits = visible_hits(standings).select_related("arrival").defer("arrival__text", "arrival__reading")
    mine = mine.select_related("programme").prefetch_related(Prefetch("hits", hits))
    context = {
        "rail": rail_of("watches"),
        "rows": [
            (one, WATCHED[Watch.Kind(one.kind)], OFTEN[Watch.Often(one.often)], list(one.hits.all())[:10])
            for one in mine
        ],
        "often": list(OFTEN.items()),
        "kinds": list(WATCHED.items()),
        "programmes": programme_choices(standings),
        "typed": {"kind": kind, "often": often or Watch.Often.DAILY, "programme": request.POST.get("programme", "")},
        "fault": fault,
        "fault_at": "words",
        "words": words,
    }
    return render(request, "news/watches.html", context, status=422 if fault else 200)


@require_safe
@login_required
def watch(request: HttpRequest, number: int) -> HttpResponse:
    """What one watch found."""
    standings = judged(request, rules.may_work_on_news)
    one = get_object_or_404(Watch, pk=number, owner=whose(request))
    hits = visible_hits(standings).filter(watch=one).select_related("arrival")
    hits = hits.defer("arrival__text", "arrival__reading")
    page = Paginator(hits, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "news/watch.html", {"rail": rail_of("watches"), "watch": one, "page": page})


@require_POST
@login_required
def end_watch(request: HttpRequest, number: int) -> HttpResponse:
    judged(request, rules.may_work_on_news)
    gone = get_object_or_404(Watch, pk=number, owner=whose(request))
    with undoable(request, "end_watch", None, *going_with(gone)) as way:
        watching.end_watch(number, owner=whose(request))
    tell(request, gettext("No longer watched. What was found stays with its documents."), undo=way.back)
    return redirect("watches")
