"""What is wrong with the markup of a translation: only what the portal's own editor can write."""

from html.parser import HTMLParser

from django.utils.translation import gettext as _

from portal.base import richtext
from portal.base.content import entry_named

VOID = {"br"}


class _Reader(HTMLParser):
    """Notes every element, attribute and address that rich text may not have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag not in richtext.TAGS:
            self._note(_("<%(tag)s> is not allowed.") % {"tag": tag})
        elif tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name not in richtext.ATTRIBUTES.get(tag, ()):
                self._note(_("The attribute “%(name)s” is not allowed.") % {"name": name})
            elif name in {"href", "cite"}:
                self._address(value or "")

    def handle_endtag(self, tag: str) -> None:
        """See that what ends is what began last."""
        if tag in VOID or tag not in richtext.TAGS:
            return
        if not self.open or self.open.pop() != tag:
            self._note(_("The tags do not match at </%(tag)s>.") % {"tag": tag})

    def handle_comment(self, data: str) -> None:
        """Refuse comments."""
        self._note(_("Comments are not allowed."))

    def handle_decl(self, decl: str) -> None:
        """Refuse declarations."""
        self._note(_("Comments are not allowed."))

    def handle_pi(self, data: str) -> None:
        """Refuse processing instructions."""
        self._note(_("Comments are not allowed."))

    def _address(self, value: str) -> None:
        scheme, colon, _rest = value.partition(":")
        if not colon or scheme.strip().lower() not in richtext.SCHEMES:
            said = _("A link begins with https:, mailto:, tel: or ref:, not “%(address)s”.")
            self._note(said % {"address": value})

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def problems(html: str, source: str = "") -> list[str]:
    """Return what is wrong with rich text; references that the source has are known to be right."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.problems
    if reader.open and not found:
        found.append(_("The tag <%(tag)s> is never closed.") % {"tag": reader.open[-1]})
    known = set(richtext.references(source))
    for label, key in richtext.references(html):
        if (label, key) not in known and entry_named(label, key) is None:
            said = _("There is no entry with the reference “%(reference)s”.")
            found.append(said % {"reference": f"ref:{label}/{key}"})
    return found
