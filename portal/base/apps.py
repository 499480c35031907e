"""The bottom floor as a Django app."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from portal.base.observing import reports


class BaseConfig(AppConfig):
    """What every app stands on."""

    name = "portal.base"
    label = "base"
    verbose_name = _("Sources and addresses")

    def ready(self) -> None:
        """Keep versions of every kind of entry, the roles of those who edit, and the audit log.

        The database learns to fold columns.
        """
        if settings.PORTAL_ERROR_DSN:
            reports.start(settings.PORTAL_ERROR_DSN)
        autodiscover_modules(
            "checks", "drafts.versions", "accounts.starting", "accounts.watching", "folded"
        )
