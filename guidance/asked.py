"""What a reader asked of a list, and its address."""

from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.urls import reverse


@dataclass(frozen=True)
class Asked:
    """One address of a list: its filters, all in words."""

    url_name: ClassVar[str] = ""

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters that are on."""
        given = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in given.items() if value}

    @property
    def url(self) -> str:
        """Return the address in the current language."""
        return self.page_url(1)

    def page_url(self, number: int) -> str:
        """Return the address of one page of the list."""
        query = self.filters | ({"page": str(number)} if number > 1 else {})
        return reverse(self.url_name) + (f"?{urlencode(query)}" if query else "")

    def without(self, name: str) -> Self:
        """Return the question with one filter taken off."""
        return replace(self, **{name: ""})
