"""URLs of policy news for officers."""

from django.urls import path

from gyoryu.web.organiser.news import desk, document_uploads, documents, names, posts, records, sources

urlpatterns = [
    path("news/", documents.listing, name="documents"),
    path("news/bring/", document_uploads.upload, name="documents-upload"),
    path("news/reading/", document_uploads.reading, name="documents-reading"),
    path("news/fetch/", sources.fetch, name="documents-fetch"),
    path("news/sources/", sources.listing, name="sources"),
    path("news/sources/<int:number>/", sources.turn, name="source"),
    path("news/suggest/", documents.suggest, name="documents-suggest"),
    path("news/again/", documents.all_again, name="documents-reread"),
    path("news/arrivals/<int:number>/", desk.desk, name="desk"),
    path("news/arrivals/<int:number>/again/", desk.read_again, name="document-reread"),
    path("news/arrivals/<int:number>/sure/", desk.accept_sure, name="desk-accept-confident"),
    path("news/arrivals/<int:number>/take-back/<int:moment>/", desk.take_back, name="desk-reopen"),
    path("news/arrivals/<int:number>/difference/", documents.compare, name="document-difference"),
    path("news/proposals/<int:number>/", desk.decide, name="proposal"),
    path("news/names/", names.listing, name="news-names"),
    path("news/names/<slug:kind>/<path:key>/", names.page, name="news-name"),
    path("news/posts/", posts.listing, name="posts"),
    path("news/posts/new/", posts.new, name="post-new"),
    path("news/posts/<int:number>/", posts.edit, name="post-edit"),
    path("news/posts/<int:number>/show/", posts.show, name="post-show"),
    path("news/watches/", posts.watches, name="watches"),
    path("news/watches/<int:number>/", posts.watch, name="watch"),
    path("news/watches/<int:number>/end/", posts.end_watch, name="watch-end"),
    path("programmes/<int:number>/seen/", documents.see_hits, name="programme-hits-seen"),
    path("programmes/<int:number>/records/", records.records, name="programme-records"),
    path("programmes/<int:number>/records.<slug:form>", records.records_file, name="programme-records-file"),
]
