"""The fields editors write in: languages side by side, plain text, and the rich-text editor."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_prose_editor.widgets import AdminProseEditorWidget

from portal.base import languages
from portal.base.content import slots_of
from portal.base.languages import language_name
from portal.base.pages import WithBody


class PlainText(AdminTextareaWidget):
    """A text area whose lines end as they did: browsers send CRLF, which looks like a change."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was written, with the line ends of the database."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class BodyEditor(AdminProseEditorWidget, PlainText):
    """Headings 2 and 3, bold, lists, quotations, links and language marks: what richtext allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("preset", "configurable")
        super().__init__(*args, **kwargs)

    def get_config(self) -> dict[str, Any]:
        """Return what the editor offers, with its words in the language of the page."""
        self.config = {
            "extensions": {
                "Paragraph": True,
                "Heading": {"levels": [2, 3]},
                "Bold": True,
                "BulletList": True,
                "OrderedList": {"enableListAttributes": False},
                "ListItem": True,
                "Blockquote": True,
                "HardBreak": True,
                "Language": {"words": language_words()},
                "Link": {"words": link_words()},
                "History": True,
                "NoSpellCheck": False,
                "Menu": {
                    "groups": [
                        {"group": "blockType -lists"},
                        {"group": "lists"},
                        {"group": "nodes -blockType -lists"},
                        {"group": "marks"},
                        {"group": "link"},
                        {"group": "history"},
                    ]
                },
                "Portal": {"words": button_words()},
            }
        }
        return super().get_config() | {"js_modules": [static("js/admin_editor.js")]}


def button_words() -> dict[str, str]:
    """Return the names of the editor's buttons."""
    return {
        "toolbar": _("Formatting"),
        "paragraph": _("Paragraph"),
        "heading2": _("Heading"),
        "heading3": _("Subheading"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quotation"),
        "bold": _("Bold"),
        "language": _("Text in another language"),
        "link": _("Link"),
        "unlink": _("Remove the link"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
    }


def link_words() -> dict[str, str]:
    """Return the words of the dialogue about a link."""
    return {
        "title": _("Link"),
        "address": _("Address"),
        "rule": _(
            "Begins with https:, mailto: or tel:, or with ref: for an entry of the portal: "
            "each entry shows its own reference."
        ),
        "refused": _(
            "That is no address a link can have. Begin with https:, mailto:, tel: or ref:"
        ),
        "language": _("Language of the page it leads to"),
        "languageRule": _("A code, such as en, if it is another language than this text."),
        "save": _("Use"),
    }


def language_words() -> dict[str, str]:
    """Return the words of the dialogue about a text in another language."""
    return {
        "title": _("Text in another language"),
        "language": _("Language"),
        "rule": _("A code, such as en, sv or se. Empty: the language of the whole text."),
        "save": _("Use"),
    }


def side_by_side(model: type[models.Model], fields: Iterable[Any]) -> list[Any]:
    """Return fields as rows, with the languages of a text slot next to each other in one row."""
    slots = slots_of(model)
    return [
        tuple(f"{field}_{language}" for language in languages.all_languages())
        if field in slots
        else field
        for field in fields
    ]


class SlotFields:
    """Names each language of a text slot in words, and marks the field with it."""

    model: type[models.Model]
    formfield_overrides = {models.TextField: {"widget": PlainText(attrs={"rows": 4})}}

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Give a slot's field its label and its language, and a long text the editor."""
        original = getattr(db_field, "translated_field", None)
        if issubclass(self.model, WithBody) and (original or db_field).name == "body":
            kwargs["widget"] = BodyEditor()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is None or original is None:
            return field
        language = db_field.language  # type: ignore[attr-defined]
        words = {"field": capfirst(original.verbose_name), "language": language_name(language)}
        field.label = _("%(field)s in %(language)s") % words
        field.widget.attrs["lang"] = language
        if language != languages.all_languages()[0]:
            field.help_text = ""  # said once in the row
        return field
