"""What a page says, as Markdown: made from the page itself, so that it can say nothing else."""

import re
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from markdownify import ATX, MarkdownConverter

_SIGNS = re.compile(r"([\\*_`<\[\]])")
_AT_THE_START = re.compile(r"^(\s*\d{0,9})([-+>.)]|#{1,6})(?=\s)", re.MULTILINE)

UNSHOWN = ("script", "style", "template", "[hidden]", "[aria-hidden=true]")
NO_FIELD = {"hidden", "submit", "button"}


class PageConverter(MarkdownConverter):
    """Writes the main part of a page, with absolute links, and a line in place of each form."""

    def __init__(self, address: str) -> None:
        super().__init__(heading_style=ATX, bullets="-", escape_misc=False, autolinks=False)
        self.address = address

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what Markdown would read as something else; a bar only where it ends a cell."""
        escaped = _AT_THE_START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))
        return escaped.replace("|", "\\|") if {"td", "th"} & parent_tags else escaped

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a link with its whole address, which others can follow."""
        if href := el.get("href"):
            el["href"] = urljoin(self.address, str(href))
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]

    def convert_form(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Say what a form asks for, and where; it is filled in on the page."""
        asked = ", ".join(dict.fromkeys(_labels(el)))
        if not asked:
            return ""
        words = _("A form asks for: %(fields)s") % {"fields": self.escape(asked, parent_tags)}
        return f"\n\n{words} [{_('The form on the page')}]({self.address})\n\n"

    def convert_svg(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a drawing as the links in it."""
        links = [(link.get_text(" ", strip=True), link.get("href")) for link in el.find_all("a")]
        lines = [f"- [{words}]({urljoin(self.address, str(href))})" for words, href in links]
        return "\n\n{}\n\n".format("\n".join(lines)) if lines else ""

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write what can be unfolded as unfolded, below its title."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a picture with its whole address."""
        if src := el.get("src"):
            el["src"] = urljoin(self.address, str(src))
        return str(super().convert_img(el, text, parent_tags))  # type: ignore[misc]


def _labels(form: Tag) -> list[str]:
    """Return what the fields of a form are called; buttons that belong together by their group."""
    found: list[str] = []
    grouped: set[int] = set()
    for group in form.find_all("fieldset"):
        choices: Any = group.find_all("input", type="radio")
        legend = group.find("legend")
        if choices and legend is not None:
            found.append(legend.get_text(" ", strip=True))
            grouped |= {id(choice) for choice in choices}
    names = {label.get("for"): label.get_text(" ", strip=True) for label in form.find_all("label")}
    for field in form.find_all(["input", "select", "textarea"]):
        if field.get("type") not in NO_FIELD and id(field) not in grouped:
            found.append(names.get(field.get("id"), ""))
    return [name for name in found if name]


def markdown_of(html: str, address: str) -> str:
    """Return the main part of a page as Markdown; `address` is the page's own."""
    main = BeautifulSoup(html, "html.parser").find("main")
    if main is None:
        return ""
    for unshown in main.select(", ".join(UNSHOWN)):
        unshown.decompose()
    return str(PageConverter(address).convert_soup(main)).strip() + "\n"
