"""Addresses of the open data that have a language before them: pages, and pages in other forms."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from portal.opendata import pages
from portal.opendata.api import reference
from portal.opendata.forms import views

app_name = "opendata_pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<path:page>.md", views.page_as_markdown, name="markdown"),
    path(_("open-data/"), pages.open_data, name="open_data"),
    path(_("open-data/api/"), reference.reference, name="api_reference"),
]
