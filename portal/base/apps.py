"""The bottom floor as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    """What every app stands on."""

    name = "portal.base"
    label = "base"
    verbose_name = _("Sources and addresses")
