"""Addresses of the open data, which have no language before them."""

from django.urls import URLPattern, URLResolver, include, path

from portal.opendata.dumps import views as dumps
from portal.opendata.forms import llms

app_name = "opendata"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.opendata.linked.urls")),
    path("llms.txt", llms.llms_txt, name="llms"),
    path("api/v1/", include("portal.opendata.api.urls")),
    path("data/", include("portal.opendata.rules.urls")),
    path("data/<str:name>", dumps.dump, name="dump"),
]
