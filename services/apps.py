"""The services app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """See models for what it holds."""

    name = "services"
    verbose_name = _("Services, places and organisations")

    def ready(self) -> None:
        """Find the checks, and let every change of a register move its edition with it."""
        autodiscover_modules("checks")
        for name in ("County", "FormerCounty", "Municipality", "PostalCode"):
            model = self.get_model(name)
            post_save.connect(self.renew_edition, sender=model)
            post_delete.connect(self.renew_edition, sender=model)
            if successors := getattr(model, "successors", None):
                m2m_changed.connect(self.renew_edition, sender=successors.through)

    def renew_edition(self, instance: Any, **kwargs: Any) -> None:
        """Say that the names or codes of places have changed."""
        if self.apps is None:
            return
        edition: Any = self.apps.get_model("base", "Edition")
        edition.renew(instance._meta.label_lower)
        change: Any = self.apps.get_model("base", "ContentChange")
        change.tell(instance)
