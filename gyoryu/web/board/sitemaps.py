"""The sitemap, by Django's sitemap framework, and robots.txt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.news.board.models import PostText
from gyoryu.news.board.visibility import board_posts
from gyoryu.web.parameters import Query

if TYPE_CHECKING:  # Django's sitemaps take no types at run time
    _PageSitemap = Sitemap[str]
    _PostSitemap = Sitemap[PostText]
else:
    _PageSitemap = _PostSitemap = Sitemap

PAGES = ["front", "board"]


class PageSitemap(_PageSitemap):
    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class PostSitemap(_PostSitemap):
    """Each post in each of its languages, with the alternates."""

    limit = Sitemap.limit - len(PAGES)  # of the sitemap format, together

    def items(self) -> QuerySet[PostText]:
        siblings = Prefetch("post__texts", PostText.objects.only("language", "post").order_by("language"))
        texts = PostText.objects.filter(post__in=board_posts()).select_related("post").prefetch_related(siblings)
        return texts.only("language", "post__number", "post__modified_at").order_by("-post__number", "language")

    def location(self, item: PostText) -> str:
        return f"{reverse('board-post', args=[item.post.number])}?in={item.language}"

    def lastmod(self, item: PostText) -> datetime:
        return item.post.modified_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Add the languages of each post, which Django would take from the settings."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            bare = url["location"].partition("?")[0]
            languages = [text.language for text in url["item"].post.texts.all()]
            url["alternates"] = [
                {"location": f"{bare}?in={language}", "lang_code": LANGUAGE_TAGS[language]} for language in languages
            ]
            url["alternates"].append({"location": bare, "lang_code": "x-default"})
        return urls


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap, `?p=2` what is beyond the limit of the format."""
    posts: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {"posts": PostSitemap}
    is_first = Query(request).text("p") in ("", "1")
    sitemaps = {"pages": PageSitemap, **posts} if is_first else posts
    return sitemap_views.sitemap(request, sitemaps, template_name="board/sitemap.xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Point to each page of the sitemap, and exclude search results."""
    lines = ["User-agent: *", f"Disallow: {reverse('board')}?", f"Allow: {reverse('board')}", ""]
    address = request.build_absolute_uri(reverse("sitemap"))
    pages = range(2, PostSitemap().paginator.num_pages + 1)
    lines += [f"Sitemap: {address}", *(f"Sitemap: {address}?p={page}" for page in pages)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
