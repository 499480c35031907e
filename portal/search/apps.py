"""The search as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One search over everything that is public."""

    name = "portal.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Watch who teaches the search, and tell how the index is."""
        import_module("portal.search.watching")
        import_module("portal.search.health")
