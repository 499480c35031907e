"""Django's admin with the portal's own site in the place of the default one."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS instead of django.contrib.admin."""

    default_site = "portal.base.admin_site.PortalAdminSite"
