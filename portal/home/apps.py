"""The top floor's front page and statements as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Front page, site map, statements, error pages."""

    name = "portal.home"
    label = "home"
    verbose_name = _("Front page and statements")
