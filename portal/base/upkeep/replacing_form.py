"""The form for the address that a link is replaced by."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.links_inside import as_reference
from portal.base.upkeep.findings import Outcome
from portal.base.upkeep.links import LONGEST, Address, address_of, number_of
from portal.base.upkeep.models import Link
from portal.base.upkeep.reachable import check_phone, check_references

_is_web = URLValidator(schemes=["http", "https"])


class NewAddressForm(forms.Form):
    """An address of the same kind as the one it replaces."""

    new = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, link: Link, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link

    def clean_new(self) -> str:
        """Return the address as it is to be stored; refuse one of another kind, and the same."""
        new: str = self.cleaned_data["new"].strip()
        kind = self.link.kind
        if kind == Link.Kind.WEB:
            _is_web(new)
        elif kind == Link.Kind.MAIL:
            validate_email(new)
        elif kind == Link.Kind.PHONE:
            if check_phone(number_of(new)).outcome is not Outcome.WORKS:
                raise ValidationError(_("There is no such number in the numbering plan."))
        else:
            new = self._inside(new)
        if address_of(new, kind) == Address(kind, self.link.address):
            raise ValidationError(_("This is the address that is there already."))
        return new

    def _inside(self, new: str) -> str:
        """Return a reference to a public entry, or a web address outside the portal."""
        reference = as_reference(new) or (new if new.startswith("ref:") else None)
        if reference is None:
            _is_web(new)
            return new
        found = check_references([reference], timezone.now())[reference]
        if found.outcome is not Outcome.WORKS:
            raise ValidationError(_("There is no public entry with this address."))
        return reference
