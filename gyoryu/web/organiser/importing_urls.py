"""URLs of the import."""

from django.urls import path

from gyoryu.web.organiser import importing

urlpatterns = [
    path("events/<int:event>/import/", importing.listing, name="event-exchange"),
    path("events/<int:event>/import/template/<str:language>/", importing.template, name="import-template"),
    path("events/<int:event>/import/<int:batch>/", importing.show, name="import"),
    path("events/<int:event>/import/<int:batch>/bring-in/", importing.commit, name="import-bring-in"),
    path("events/<int:event>/import/<int:batch>/take-back/", importing.revert, name="import-take-back"),
    path("events/<int:event>/import/<int:batch>/progress/", importing.progress, name="import-progress"),
]
