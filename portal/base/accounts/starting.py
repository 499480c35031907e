"""What is set right when the database is migrated, and checked when the portal starts."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models.signals import post_migrate

from portal.base.accounts.roles import make_roles
from portal.base.accounts.two_people import unknown_labels


@register()
def check_two_people(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a setting that names kinds of content there are not."""
    return [
        Error(
            f"PORTAL_TWO_PEOPLE names “{label}”, which is no kind of content.",
            hint="Write kinds such as services.service, whole apps such as networks.*, or *.",
            id="base.E010",
        )
        for label in unknown_labels()
    ]


post_migrate.connect(make_roles, sender=apps.get_app_config("auth"), dispatch_uid="base.roles")
