"""The addresses of the website."""

from django.conf import settings
from django.urls import include, path

from gyoryu.web import (
    access_pages,
    account,
    board,
    board_feeds,
    calls,
    editors,
    errors,
    operator,
    own_data,
    palette,
    persons,
    public,
    tokens,
    undo_views,
)

urlpatterns = [
    path("", public.front, name="front"),
    path("calls/<int:event>/", calls.call, name="call"),
    path("language/", account.choose_language, name="choose-language"),
    path("", include("gyoryu.web.sign_in.urls")),
    path("start/", account.start, name="start"),
    path("undo/<str:token>/", undo_views.undo, name="undo"),
    path("palette/", palette.palette, name="palette"),
    path("", include("gyoryu.web.organiser.urls")),
    path("", include("gyoryu.web.gate.urls")),
    path("", include("gyoryu.web.log.urls")),
    path("", include("gyoryu.web.participant.urls")),
    path("", include("gyoryu.web.organiser.organisation_urls")),
    path("", include("gyoryu.web.organiser.email_urls")),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token>/revoke/", tokens.revoke, name="token-revoke"),
    path("api/", include("gyoryu.web.api.interface")),
    path("", include("gyoryu.web.organiser.news_urls")),
    path("board/", board.board, name="board"),
    path("board/<int:number>/", board.post, name="board-post"),
    path("news/posts/<int:number>/preview/", board.preview, name="post-preview"),
    path("board/<int:number>/about.jsonld", board.schema, name="board-schema"),
    path("board/<int:number>/<slug:language>/voice.wav", board.voice, name="board-voice"),
    path("board/<int:number>/<slug:language>/words.json", board.words, name="board-words"),
    path("board/files/<int:number>/", board.file, name="board-file"),
    path("board/rss.xml", board_feeds.feed, {"kind": "rss"}, name="board-rss"),
    path("board/atom.xml", board_feeds.feed, {"kind": "atom"}, name="board-atom"),
    path("board/feed.json", board_feeds.json_feed, name="board-json"),
    path("board/suggest/", board.suggest, name="board-suggest"),
    path("sitemap.xml", board_feeds.sitemap, name="sitemap"),
    path("manifest.webmanifest", public.manifest, name="manifest"),
    path("favicon.ico", public.favicon, name="favicon"),
    path("robots.txt", board_feeds.robots, name="robots"),
    path("audit/", operator.audit, name="audit"),
    path("editors/", editors.editors, name="editors"),
    path("editors/<int:editor>/dismiss/", editors.dismiss, name="editor-dismiss"),
    path("access-log/", access_pages.access_log, name="access-log"),
    path("access-log.csv", access_pages.access_log_file, name="access-log-file"),
    path("persons/", persons.person, name="person"),
    path("account/data/", own_data.own_data, name="own-data"),
    path("account/data/archive/", own_data.archive, name="own-data-archive"),
    path("account/close/", own_data.close_account, name="close-account"),
]
if settings.DEBUG:
    from gyoryu.web import styleguide

    urlpatterns += [path("styleguide/", styleguide.sheet, name="styleguide")]
handler400 = errors.not_understood
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
