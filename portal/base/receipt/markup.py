"""An editor's text as checks read it: its blocks and its links, without tags."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Block:
    """A paragraph, heading or list item; `own` is what is in the language of the whole text."""

    tag: str
    text: str = ""
    own: str = ""
    bold: str = ""
    in_list: bool = False
    quoted: bool = False

    @property
    def is_heading(self) -> bool:
        """Tell whether it is a heading."""
        return self.tag in HEADINGS


@dataclass
class Anchor:
    """A link as it is written; without an address it is None."""

    address: str | None
    text: str = ""


@dataclass
class Markup:
    """A text taken apart, in the order in which it is read."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Anchor] = field(default_factory=list)

    @property
    def headings(self) -> list[Block]:
        """Return the headings."""
        return [block for block in self.blocks if block.is_heading]


def read_html(html: str, language: str) -> Markup:
    """Take an editor's HTML apart; passages marked as another language are nobody's own."""
    reader = _Reader(language)
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.found


def read_plain(text: str) -> Markup:
    """Take a plain text apart: each line is a paragraph."""
    return Markup([Block("p", line, line) for line in text.splitlines() if line.strip()])


class _Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.found = Markup()
        self.open: list[tuple[str, bool]] = []  # element, whether it is in another language
        self.block: Block | None = None
        self.link: Anchor | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "br":
            self.handle_data(" ")
            return
        other = values.get("lang") or self.language
        self.open.append((tag, other.partition("-")[0] != self.language))
        if tag in BLOCKS:
            self.end_block()
            self._begin(tag)
        elif tag == "a":
            self.link = Anchor(values.get("href"))
            self.found.links.append(self.link)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (opened for opened, _other in self.open):
            return
        while self.open.pop()[0] != tag:
            pass
        if tag in BLOCKS:
            self.end_block()
        elif tag == "a":
            self.link = None

    def handle_data(self, data: str) -> None:
        if self.link is not None:
            self.link.text += data
        if self.block is None:
            if not data.strip():
                return
            self._begin("")
        assert self.block is not None  # noqa: S101 - begun above
        self.block.text += data
        self.block.own += " " if any(other for _tag, other in self.open) else data
        if any(tag == "strong" for tag, _other in self.open):
            self.block.bold += data

    def _begin(self, tag: str) -> None:
        around = {opened for opened, _other in self.open}
        self.block = Block(tag, in_list="li" in around, quoted="blockquote" in around)

    def end_block(self) -> None:
        """Keep the block that was being read, if it says anything or is a heading."""
        if self.block is not None and (self.block.text.strip() or self.block.is_heading):
            self.found.blocks.append(self.block)
        self.block = None
