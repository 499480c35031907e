"""The networks app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    """See models for what it holds."""

    name = "networks"
    verbose_name = _("Networks and cooperation")

    def ready(self) -> None:
        """Let what follows from publishing a series follow."""
        autodiscover_modules("series.telling")
