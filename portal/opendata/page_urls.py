"""Addresses of the pages about the open data, which have a language before them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.opendata import pages
from portal.opendata.api import reference

app_name = "opendata_pages"
urlpatterns = [
    path(_("open-data/"), pages.open_data, name="open_data"),
    path(_("open-data/api/"), reference.reference, name="api_reference"),
]
