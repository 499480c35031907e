"""The way from the front page to a page of the section."""

from django.urls import reverse
from django.utils.translation import gettext as _


def guidance_trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the steps to a page: the section, then labels with URL names."""
    home = (_("Career guidance"), reverse("guidance:guidance_home"))
    return [home, *((label, reverse(name)) for label, name in steps)]
