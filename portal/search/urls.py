"""The search, its suggestions, and its description for browsers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.search import views

app_name = "search"
urlpatterns = [
    path(_("search/"), views.search, name="search"),
    path(_("search/suggestions/"), views.suggestions, name="suggestions"),
    path(_("search/suggestions.json"), views.suggestions_json, name="suggestions_json"),
    path(_("search/opensearch.xml"), views.opensearch, name="opensearch"),
]
