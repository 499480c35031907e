"""Addresses of the open data that have a language before them: pages, and pages in other forms."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from portal.opendata import pages
from portal.opendata.api import reference
from portal.opendata.embedding import views as embedding
from portal.opendata.forms import views as forms

app_name = "opendata_pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path(_("open-data/"), pages.open_data, name="open_data"),
    path(_("open-data/api/"), reference.reference, name="api_reference"),
    path(_("embed/"), embedding.embed, name="embed"),
    path(_("box/"), embedding.box_choice, name="box_choice"),
    path(_("box/<slug:slug>/"), embedding.box, name="box"),
    path("<path:page>.md", forms.page_as_markdown, name="markdown"),
]
