"""What happens when somebody teaches the search: the log says who, and every process reads it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.base.accounts.audit import note
from portal.base.accounts.watching import actor
from portal.base.models import Edition
from portal.search.models import EDITION, PinnedAnswer, Synonym, Taught


@receiver(post_save, sender=Synonym)
@receiver(post_save, sender=PinnedAnswer)
def taught(instance: Taught, **kwargs: Any) -> None:
    """Note who made or changed a rule."""
    note("taught the search", who=actor(), entry=instance, name=str(instance))


@receiver(post_delete, sender=Synonym)
@receiver(post_delete, sender=PinnedAnswer)
def unlearnt(instance: Taught, **kwargs: Any) -> None:
    """Note who deleted a rule, however many at once, and let every process read them again."""
    Edition.renew(EDITION)
    note("deleted", who=actor(), entry=instance, name=str(instance))
