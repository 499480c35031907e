"""The guidance app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    """See models for what it holds."""

    name = "guidance"
    verbose_name = _("Career guidance and quality")
