"""Django's admin with the portal's own site in the place of the default one."""

from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class PortalAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS instead of django.contrib.admin."""

    default_site = "portal.base.admin_site.PortalAdminSite"

    def ready(self) -> None:
        """Find the modules beside admin.py as well: what readers told us, and the accounts."""
        super().ready()
        autodiscover_modules(
            *("admin_feedback", "accounts.admin", "upkeep.admin", "upkeep.admin_proposals")
        )
