"""The form for reporting an error, and which public page of the portal a message is about."""

import copy
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.base.feedback import Feedback
from portal.base.languages import all_languages, current_language, slot
from portal.base.pages import Page
from portal.home.listings import PAGES

LONGEST_TEXT = 1000
LONGEST_PATH = 500
_PATH = re.compile(r"/([a-z]{2,5})/[\w./-]*", re.ASCII)
_MODELS = {model.url_name: model for model in PAGES}
_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Subject:
    """The public page that a message is about, and the entry it shows, if it shows one."""

    path: str
    language: str
    entry: Page | None

    @property
    def name(self) -> str:
        """Return the entry's name in the page's language, or else the address."""
        return slot(self.entry, "name", self.language).value if self.entry else self.path

    @property
    def hreflang(self) -> str:
        """Return the page's language where it is not the reader's."""
        return "" if self.language == current_language() else self.language


def find_subject(request: HttpRequest, path: str) -> Subject | None:
    """Return the public page of this portal that a path leads to, or nothing.

    The page itself is asked, as a stranger would ask it: only it knows all that it refuses.
    """
    match = _PATH.fullmatch(path) if len(path) <= LONGEST_PATH else None
    if match is None or match[1] not in all_languages():
        return None
    with override(match[1]):
        try:
            page = resolve(path)
        except Resolver404:
            return None
        if not getattr(page.func, "is_public_page", False) or not _is_there(request, path, page):
            return None
        return Subject(path, match[1], _entry_of(page, match[1]))


def _is_there(request: HttpRequest, path: str, page: ResolverMatch) -> bool:
    """Tell whether a page answers somebody who is not signed in, at its plain address."""
    asked: Any = copy.copy(request)
    asked.method, asked.path, asked.path_info = "HEAD", path, path
    asked.META = request.META | {"QUERY_STRING": ""}
    asked.GET, asked.user, asked.resolver_match = QueryDict(), AnonymousUser(), page
    try:
        return page.func(asked, *page.args, **page.kwargs).status_code < 400
    except Http404:
        return False


def _entry_of(page: ResolverMatch, language: str) -> Page | None:
    """Return the public entry that a page shows, if its address has the entry's own word."""
    model: Any = _MODELS.get(page.view_name)
    if model is None:
        return None
    return model.objects.published().filter(**{f"slug_{language}": page.kwargs["slug"]}).first()


class Radios(forms.RadioSelect):
    """Radio buttons whose field is reached at the first of them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return the id of a button, the first if not said which."""
        return super().id_for_label(id_, index or "0")


class PlainText(forms.CharField):
    """A text whose lines end in one way, without marks that nobody sees."""

    def to_python(self, value: Any) -> str:
        """Count the end of a line as one character, as browsers do."""
        text = super().to_python(value).replace("\r\n", "\n")
        return "".join(c for c in text if c in "\n\t" or not _is_unseen(c))


def _is_unseen(character: str) -> bool:
    """Tell whether a character is a control, or turns the text after it around."""
    return unicodedata.category(character) == "Cc" or character in _TURNS_TEXT_AROUND


class ReportForm(forms.Form):
    """What is wrong on a page."""

    use_required_attribute = False  # the browser would speak its own language, not the page's

    about = forms.CharField(
        label=_("Address of the page"),
        help_text=_("Copy it from the browser, or leave the field empty."),
        required=False,
    )
    category = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Feedback.Category.choices,
        widget=Radios,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose what is wrong."),
        },
    )
    text = PlainText(
        label=_("Tell us more"),
        help_text=_("What should it say, and where can we check it? At most 1,000 characters."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        error_messages={
            "required": _("Write what is wrong."),
            "max_length": _("The text has %(show_value)d characters. Shorten it to 1,000."),
        },
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = request.get_host()
        self.subject = find_subject(request, self._path(self["about"].value() or ""))

    def _path(self, address: str) -> str:
        """Return the path of an address of this portal, written whole or in part."""
        scheme, mark, rest = address.strip().partition("://")
        host, _slash, path = rest.partition("/")
        if mark and scheme.casefold() in {"http", "https"} and host.casefold() == self.host:
            address = f"/{path}"
        return address.strip().partition("?")[0].partition("#")[0]

    def clean_about(self) -> str:
        """Refuse what is not the address of a page here."""
        if self.cleaned_data["about"] and self.subject is None:
            raise forms.ValidationError(
                _("There is no page here with that address. Correct it, or leave the field empty.")
            )
        return self.subject.path if self.subject else ""
