"""The services app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """See models for what it holds."""

    name = "services"
    verbose_name = _("Services, places and organisations")
