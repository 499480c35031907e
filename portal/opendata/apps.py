"""Open data as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    """Linked data, the API, dumps, boxes to embed and pages in other forms."""

    name = "portal.opendata"
    label = "opendata"
    verbose_name = _("Open data")
