"""What linked data said of a subject when it was last looked at, and since when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkedEdition(models.Model):
    """Since which day a subject of our linked data is described as it is."""

    subject = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        verbose_name = _("edition of linked data")
        verbose_name_plural = _("editions of linked data")

    def __str__(self) -> str:
        return f"{self.subject}: {self.day}"
