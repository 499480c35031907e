"""The fields editors write in: plain text, and the one rich-text editor with its few means."""

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django_prose_editor.widgets import AdminProseEditorWidget


class PlainText(AdminTextareaWidget):
    """A text area whose lines end as they did: browsers send CRLF, which would look like a change."""

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
        "refused": _("That is no address a link can have. Begin with https:, mailto:, tel: or ref:"),
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
