"""Posts and watches of officers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.files import store_file
from gyoryu.base.names import LANGUAGE_NAMES, LANGUAGES
from gyoryu.base.refusals import Refused
from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.file_types import type_of
from gyoryu.news import rules
from gyoryu.news.board import queries
from gyoryu.news.board.actions import (
    PostInput,
    PostTextInput,
    attach,
    detach,
    edit_post,
    entry_from,
    set_post_shown,
    write_post,
)
from gyoryu.news.board.models import Post, PostText
from gyoryu.news.board.visibility import editable_posts
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.watches import actions
from gyoryu.news.watches.models import Watch
from gyoryu.news.watches.visibility import visible_hits
from gyoryu.programmes.rules import Permissions
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.middleware.uploads import read_upload, takes_files
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.news.labels import MARK_LABELS
from gyoryu.web.organiser.news.programme_choice import chosen_programme, programme_choices
from gyoryu.web.parameters import Query, whole
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import refusal_text_for, sentence_for_refusal
from gyoryu.web.undo import undoable

PAGE_SIZE = 30
WATCH_KIND_LABELS = {
    Watch.Kind.WORDS: _("Words that must all stand there"),
    Watch.Kind.BODY: _("Body, under any of its names"),
    Watch.Kind.REGION: _("Region, in any script"),
    Watch.Kind.CODE: _("HS code and all below it"),
}
FREQUENCY_LABELS = {
    Watch.Frequency.ONCE: _("by e-mail at once"),
    Watch.Frequency.DAILY: _("by e-mail once a day"),
    Watch.Frequency.NEVER: _("on this page only"),
}


@require_safe
@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    posts = editable_posts(require_permission(request, rules.may_edit_news))
    posts = posts.prefetch_related("texts").select_related("author", "programme")
    page = Query(request).page(posts, PAGE_SIZE)
    rows = [(post, queries.text_for(post, reader())) for post in page]
    return render(request, "news/posts.html", {"sidebar": build_sidebar("posts"), "page": page, "rows": rows})


@takes_files(many=10)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """Create a post. `?document=`: begin with the article of a document."""
    permissions = require_permission(request, rules.may_edit_news)
    document = _document_for(Query(request).number("arrival") or 0, permissions)
    if request.method != "POST":
        return _render_form(request, permissions, entry_from(document) if document else PostInput({}))
    entry = _posted_entry(request, permissions, document.pk if document else None)
    try:
        _require_edit_permission(entry, permissions)
        post = write_post(entry, now=timezone.now(), by=request.user)
    except Refused as refused:
        return _render_form(request, permissions, entry, fault=sentence_for_refusal(refused), status=422)
    _attach(request, post)
    add_notice(request, gettext("Saved. Nobody sees it before you show it."))
    return redirect("post-edit", post.pk)


def _document_for(number: int, permissions: Permissions) -> Document | None:
    """Return the document to begin with, if it was read and the user may edit it."""
    document = visible_documents(permissions).filter(state=Document.State.READ, pk=number).first()
    return document if document and rules.may_edit_document(permissions, document.programme_id) else None


def _require_edit_permission(entry: PostInput, permissions: Permissions) -> None:
    if not rules.may_edit_post(permissions, entry.programme):
        raise Refused("choose_a_programme")


@takes_files(many=10)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: SignedInRequest, number: int) -> HttpResponse:
    permissions = require_permission(request, rules.may_edit_news)
    post = get_object_or_404(editable_posts(permissions).prefetch_related("texts", "files"), pk=number)
    if request.method != "POST":
        return _render_form(request, permissions, _entry_of(post), post)
    entry = _posted_entry(request, permissions, post.document_id)
    version = whole(request.POST.get("version")) or 0
    try:
        _require_edit_permission(entry, permissions)
        edit_post(post.pk, version, entry, now=timezone.now(), by=request.user)
    except Refused as refused:
        return _render_form(
            request,
            permissions,
            entry,
            post,
            refusal_text_for(refused, request.user.pk, "post", post.pk),
            409 if refused.code == "changed_meanwhile" else 422,
        )
    for attachment in post.files.all():
        if str(attachment.pk) in request.POST.getlist("remove"):
            detach(attachment.pk, by=request.user)
    _attach(request, post)
    add_notice(request, gettext("Saved."))
    return redirect("post-edit", post.pk)


def _entry_of(post: Post) -> PostInput:
    texts = {text.language: PostTextInput(text.title, text.body, text.mark) for text in post.texts.all()}
    return PostInput(
        texts, post.department, post.source_name, post.source_url, post.topics, post.document_id,
        post.is_sample, post.programme_id,
    )  # fmt: skip


def _posted_entry(request: HttpRequest, permissions: Permissions, document: int | None) -> PostInput:
    posted = request.POST
    texts: dict[str, PostTextInput] = {}
    for language in LANGUAGES:
        mark = posted.get(f"mark_{language}", "")
        texts[language] = PostTextInput(
            posted.get(f"title_{language}", "")[:400],
            posted.get(f"body_{language}", "")[:100_000].replace("\r\n", "\n"),
            mark if mark in PostText.Mark.values else PostText.Mark.OFFICIAL,
        )
    url = posted.get("source_url", "").strip()[:1000]
    return PostInput(
        texts,
        posted.get("department", "").strip()[:120],
        posted.get("source_name", "").strip()[:200],
        url if url.startswith(("https://", "http://")) else "",
        [topic.strip()[:40] for topic in posted.get("topics", "").replace("，", ",").split(",")],
        document,
        programme=chosen_programme(request, permissions),
    )


def _refusal_of_file(name: str, refusal: Refused) -> str:
    return f"{name}: {sentence_for_refusal(refusal)}"


def _attach(request: SignedInRequest, post: Post) -> None:
    """Attach the uploaded files by the type of their content. Refused ones get a notice; the post stays saved."""
    for file in request.FILES.getlist("files")[:10]:
        with RefusalAsNotice(request, partial(_refusal_of_file, file.name or "")):
            data = read_upload(file)
            attach(post.pk, store_file(data, type_of(data)), file.name or "file", by=request.user)


def _render_form(
    request: HttpRequest,
    permissions: Permissions,
    entry: PostInput,
    post: Post | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    # A second text is a machine translation by default: an editor must declare it as checked.
    empty = PostTextInput("", "", PostText.Mark.MACHINE if entry.texts else PostText.Mark.OFFICIAL)
    context: dict[str, Any] = {
        "sidebar": build_sidebar("posts"),
        "post": post,
        "entry": entry,
        "topics": ", ".join(entry.topics),
        "texts": [(code, LANGUAGE_NAMES[code], entry.texts.get(code, empty)) for code in LANGUAGES],
        "marks": list(MARK_LABELS.items()),
        "fault": fault,
        "fault_at": "title_ko",
        "programmes": programme_choices(permissions),
        "may_keep_all": rules.may_edit_post(permissions, None),
        "files": post.files.all() if post else [],
    }
    return render(request, "news/post_form.html", context, status=status)


@require_POST
@login_required
def show(request: SignedInRequest, number: int) -> HttpResponse:
    permissions = require_permission(request, rules.may_edit_news)
    posts = editable_posts(permissions).filter(pk=number)
    post = get_object_or_404(posts)
    is_shown = request.POST.get("shown") == "1"
    with undoable(request, "show_post", None, posts) as undo:
        set_post_shown(number, is_shown, now=timezone.now(), by=request.user)
    message = gettext("Everyone can read it now.") if is_shown else gettext("It is off the board.")
    link = (gettext("See the post on the board"), reverse("board-post", args=[post.number])) if is_shown else ("", "")
    add_notice(request, message, undo=undo.back, link=link)
    return redirect("posts")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def watches(request: SignedInRequest) -> HttpResponse:
    """List the user's watches with their hits, and add one."""
    permissions = require_permission(request, rules.may_edit_news)
    fault, query = "", request.POST.get("words", "")
    kind, often = request.POST.get("kind", ""), request.POST.get("often", "")
    if request.method == "POST":
        try:
            actions.add_watch(
                query,
                often if often in Watch.Frequency.values else Watch.Frequency.DAILY,
                owner=request.user,
                now=timezone.now(),
                programme=chosen_programme(request, permissions),
                kind=kind if kind in Watch.Kind.values else Watch.Kind.WORDS,
            )
            add_notice(request, gettext("Watched from now on."))
            return redirect("watches")
        except Refused as refused:
            fault = sentence_for_refusal(refused)
    own_watches = Watch.objects.filter(owner=request.user, is_on=True)
    hits = visible_hits(permissions).select_related("document").defer("document__text", "document__reading")
    own_watches = own_watches.select_related("programme").prefetch_related(Prefetch("hits", hits))
    context = {
        "sidebar": build_sidebar("watches"),
        "rows": [
            (
                watch,
                WATCH_KIND_LABELS[Watch.Kind(watch.kind)],
                FREQUENCY_LABELS[Watch.Frequency(watch.frequency)],
                list(watch.hits.all())[:10],
            )
            for watch in own_watches
        ],
        "often": list(FREQUENCY_LABELS.items()),
        "kinds": list(WATCH_KIND_LABELS.items()),
        "programmes": programme_choices(permissions),
        "typed": {
            "kind": kind,
            "often": often or Watch.Frequency.DAILY,
            "programme": request.POST.get("programme", ""),
        },
        "fault": fault,
        "fault_at": "words",
        "words": query,
    }
    return render(request, "news/watches.html", context, status=422 if fault else 200)


@require_safe
@login_required
def watch(request: SignedInRequest, number: int) -> HttpResponse:
    """List the hits of one watch."""
    permissions = require_permission(request, rules.may_edit_news)
    own_watch = get_object_or_404(Watch, pk=number, owner=request.user)
    hits = visible_hits(permissions).filter(watch=own_watch).select_related("document")
    hits = hits.defer("document__text", "document__reading")
    page = Query(request).page(hits, PAGE_SIZE)
    return render(request, "news/watch.html", {"sidebar": build_sidebar("watches"), "watch": own_watch, "page": page})


@require_POST
@login_required
def end_watch(request: SignedInRequest, number: int) -> HttpResponse:
    require_permission(request, rules.may_edit_news)
    own_watch = get_object_or_404(Watch, pk=number, owner=request.user)
    with undoable(request, "end_watch", None, *cascaded_rows(own_watch)) as undo:
        actions.end_watch(number, owner=request.user)
    add_notice(request, gettext("No longer watched. What was found stays with its documents."), undo=undo.back)
    return redirect("watches")
