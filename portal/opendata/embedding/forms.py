"""What somebody chooses who wants the box on a page of their own."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.base.languages import current_language
from services.models import County

LOWEST, USUAL, HIGHEST = 200, 480, 2000  # pixels


class EmbedForm(forms.Form):
    """In which language, for which county, and how high; what is not said is as usual."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=settings.LANGUAGES)
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        error_messages={"invalid_choice": _("We do not know this county. Choose one of the list.")},
    )
    height = forms.IntegerField(
        label=_("Height in pixels"),
        required=False,
        min_value=LOWEST,
        max_value=HIGHEST,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict, counties: Iterable[County]) -> None:
        usual = {"language": current_language(), "height": str(USUAL)}
        given = {name: data.get(name, "") or usual.get(name, "") for name in self.base_fields}
        super().__init__(given)
        choices = [(county.key, str(county)) for county in counties]
        self.fields["county"].choices = [  # type: ignore[attr-defined]
            ("", _("The reader chooses the county")),
            *choices,
        ]
