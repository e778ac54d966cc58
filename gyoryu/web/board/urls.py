"""The addresses of the public board."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.board import feeds, pages, sitemaps

urlpatterns = [
    path("board/", pages.board, name="board"),
    path("board/<int:number>/", pages.post, name="board-post"),
    path("news/posts/<int:number>/preview/", pages.preview, name="post-preview"),
    path("board/<int:number>/about.jsonld", pages.schema, name="board-schema"),
    path("board/<int:number>/<slug:language>/voice.wav", pages.voice, name="board-voice"),
    path("board/<int:number>/<slug:language>/words.json", pages.words, name="board-words"),
    path("board/files/<int:number>/", pages.file, name="board-file"),
    path("board/rss.xml", feeds.feed, {"kind": "rss"}, name="board-rss"),
    path("board/atom.xml", feeds.feed, {"kind": "atom"}, name="board-atom"),
    path("board/feed.json", feeds.feed, {"kind": "json"}, name="board-json"),
    path("board/suggest/", pages.suggest, name="board-suggest"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
