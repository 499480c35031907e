"""How fast the search is, and how much it holds: `python benchmarks/search.py [number …]`.

Without numbers: 2,000 and 100,000 documents. The text is made up: chains of words as they follow
each other in the portal's own texts, with compounds and place names put in, so that the words are
distributed as they are in Norwegian. Queries are drawn from the titles and texts of the documents:
as they stand, inflected, misspelt, cut off, joined, split, in nynorsk, with places, with filters.
The database is not used.
"""

import argparse
import datetime as dt
import os
import random
import resource
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from benchmarks.timing import heading, milliseconds, show  # noqa: E402
from portal.base.richtext import plain_text  # noqa: E402 - needs the settings
from portal.base.searchable import Document  # noqa: E402
from portal.search import tables  # noqa: E402
from portal.search.analysis import is_stop_word  # noqa: E402
from portal.search.finding import Asked, find_in, suggest_in  # noqa: E402
from portal.search.index import Entry  # noqa: E402
from portal.search.rules import Rules  # noqa: E402
from portal.search.shelves import Shelf  # noqa: E402

NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
KINDS = ("service", "audience", "centre", "municipality", "meeting", "case", "resource", "term")
COUNTIES = [f"county-{number}" for number in range(15)]
AUDIENCES = [f"audience-{number}" for number in range(20)]
QUERIES = 2000


def own_texts() -> Iterator[str]:
    """Yield the Norwegian texts of the reference content."""
    for path in sorted(ROOT.glob("*/content/*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8")).get("entry", ()):
            for name, value in entry.items():
                for code, text in value.items() if isinstance(value, dict) else ():
                    if code in {"nb", "nn"} and isinstance(text, str) and len(text) > 40:
                        yield plain_text(text)
                if name.endswith(("_nb", "_nn")) and isinstance(value, str) and len(value) > 40:
                    yield plain_text(value)


class Writer:
    """Writes Norwegian that means nothing, but whose words follow each other as real ones do."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up text
        self.after: dict[str, list[str]] = defaultdict(list)
        for text in own_texts():
            words = text.split()
            for first, second in zip(words, words[1:], strict=False):
                self.after[first].append(second)
        self.starts = [word for word in self.after if word[0].isupper()]
        self.parts = sorted(part for part in tables.parts() if len(part) > 3)
        csv = (ROOT / "services/content/municipalities.csv").read_text("utf-8")
        self.places = [line.split(",")[1] for line in csv.splitlines()[6:] if line.count(",") > 2]

    def text(self, length: int) -> str:
        """Return so many words."""
        found: list[str] = []
        word = self.chance.choice(self.starts)
        while len(found) < length:
            dice = self.chance.random()
            if dice < 0.02:
                found.append("".join(self.chance.choices(self.parts, k=2)))
            elif dice < 0.03:
                found.append(self.chance.choice(self.places))
            found.append(word)
            word = self.chance.choice(self.after.get(word) or self.starts)
        return " ".join(found)

    def entry(self, number: int) -> Entry:
        """Return a document of about the length that the portal's own have."""
        length = min(int(self.chance.lognormvariate(4.6, 0.7)), 1200)
        title = self.text(self.chance.randint(2, 6)).rstrip(".,")
        document = Document(
            url=f"/nb/{number}/", title=title, language="nb", lead=self.text(18),
            text=self.text(length), audiences=tuple(self.chance.sample(AUDIENCES, 2)),
            counties=(self.chance.choice(COUNTIES),),
            date=dt.date(2015, 1, 1) + dt.timedelta(days=self.chance.randrange(4000)),
        )  # fmt: skip
        return Entry(f"made.up:{number}", self.chance.choice(KINDS), document)


class Source:
    """Stands where the database does: so many documents, and one that changes now and then."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.changes: list[tuple[str, str]] = []
        self.writer = Writer(1)
        self.titles: list[str] = []
        self.bodies: list[str] = []
        self.made: list[Entry] = []

    def make(self) -> None:
        """Make the documents, so that the time it takes is not the index's."""
        self.made = [self.writer.entry(number) for number in range(self.number)]
        some = self.writer.chance.sample(self.made, min(3000, self.number))
        self.titles = [each.document.title for each in some]
        self.bodies = [each.document.text for each in some]

    def last_change(self) -> tuple[int, str]:
        """Return the number of the last change."""
        return len(self.changes), "made-up"

    def changes_since(self, number: int, token: str) -> set[tuple[str, str]]:
        """Return what changed after it."""
        return set(self.changes[number:])

    def everything(self, language: str) -> Iterable[Entry]:
        """Return every document."""
        return self.made

    def renewed(self, names: set[tuple[str, str]], language: str) -> Iterator[Entry]:
        """Yield what changed, with a word of its own."""
        for _label, key in names:
            old = self.made[int(key)]
            title = f"Nyutgitt{key} {old.document.title}"
            yield old._replace(document=Document(url=old.document.url, title=title, language="nb"))

    def opened_between(self, start: dt.datetime, end: dt.datetime) -> set[tuple[str, str]]:
        """Return nothing: no document waits for a date."""
        return set()

    def next_opening(self, now: dt.datetime) -> float:
        """Return never."""
        return 0.0


def queries(source: Source) -> dict[str, list[str]]:
    """Return queries of several kinds, as people type them."""
    chance = random.Random(2)  # noqa: S311 - made-up queries
    words = [[w.strip(".,:;()") for w in text.split()] for text in source.titles + source.bodies]
    words = [[w for w in text if len(w) > 2 and not is_stop_word(w)] for text in words]
    words = [text for text in words if len(text) > 3]

    def some(number: int) -> list[str]:
        text = chance.choice(words)
        at = chance.randrange(len(text) - number + 1)
        return text[at : at + number]

    def wrong(word: str) -> str:
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice("aeirstlkn") + word[at + chance.randrange(2) :]

    each = QUERIES // 8
    return {
        "one word": [some(1)[0] for _ in range(each)],
        "two words": [" ".join(some(2)) for _ in range(each)],
        "four words": [" ".join(some(4)) for _ in range(each)],
        "a whole title": [chance.choice(source.titles) for _ in range(each)],
        "misspelt": [" ".join(wrong(word) for word in some(2)) for _ in range(each)],
        "cut off": [some(1)[0][:5] for _ in range(each)],
        "in quotation marks": [f'"{" ".join(some(2))}"' for _ in range(each)],
        "unknown words": [f"{some(1)[0][::-1]}qz {some(1)[0]}" for _ in range(each)],
    }


def measure(number: int, folder: Path) -> None:
    """Build an index of so many documents, ask it, change it, and print a table."""
    source = Source(number)
    source.make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    shelf = Shelf("nb", source, folder)
    begun = time.perf_counter()
    shelf.rebuild(NOW)
    built = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    opened = shelf.fresh()
    words, segments = len(opened.vocabulary.numbers), opened.searcher.num_segments
    print(f"\n{number:,} documents: built in {built:.1f} s, {size:.0f} MB on disk, ", end="")
    print(f"{words:,} words, {segments} segments")
    asked = queries(source)
    rules = Rules((), {})
    heading()
    everything = []
    for label, texts in asked.items():
        taken = milliseconds(lambda text: find_in(opened, Asked(text, "nb"), rules), texts)
        everything += taken
        show(label, taken)
    show("all queries", sorted(everything))
    limited = [text for texts in asked.values() for text in texts[:60]]
    filters = {"kinds": ("service",), "counties": ("county-1",)}
    show("with two filters", milliseconds(
        lambda text: find_in(opened, Asked(text, "nb", **filters), rules), limited
    ))  # fmt: skip
    show("with the snippets of ten", milliseconds(
        lambda t: [(h.snippet(), h.title_pieces())
                   for h in find_in(opened, Asked(t, "nb"), rules).hits],
        limited,
    ))  # fmt: skip
    begun_words = [text[:k] for text in source.titles[:300] for k in (1, 2, 3, 5, 8)]
    begun_words += [f"{text}x" for text in asked["misspelt"]]
    show("suggestions", milliseconds(lambda t: suggest_in(opened, t), begun_words))
    publish = []
    for key in range(0, min(number, 200), 10):
        source.changes.append(("made.up", str(key)))
        began = time.perf_counter()
        found = find_in(shelf.fresh(NOW), Asked(f"nyutgitt{key}", "nb"), rules)
        publish.append((time.perf_counter() - began) * 1000)
        assert found.total == 1, "what was published is found"  # noqa: S101
    show("published, then found", sorted(publish))
    source.made.clear()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"  memory at its highest: {after / 1024:.0f} MB; before the index: {before / 1024:.0f} MB"
    )
    print(f"  a worker that only searches: {worker(folder):.0f} MB more than one that does not")


def worker(folder: Path) -> float:
    """Return how many MB a fresh process grows by when it opens an index and asks it."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import os, pathlib, datetime as dt, django;"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'portal.settings'); django.setup();"
        "from portal.search.finding import Asked, find_in; from portal.search.rules import Rules;"
        "from portal.search.shelves import Shelf;"
        "own = lambda: int(next(l for l in open('/proc/self/status') if l.startswith('RssAnon'))"
        ".split()[1]); before = own(); shelf = Shelf('nb', None, pathlib.Path(sys.argv[2]));"
        "opened = shelf._open(); [find_in(opened, Asked(w, 'nb'), Rules((), {})) for w in"
        " ('karriere', 'veiledning', 'skole', 'karieresenter')]; print((own() - before) / 1024)"
    )
    import subprocess  # noqa: PLC0415

    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(ROOT), str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(found.stdout)


def main() -> None:
    """Measure each number of documents that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="*", type=int, default=[2_000, 100_000])
    for number in parser.parse_args().numbers:
        with tempfile.TemporaryDirectory() as folder:
            measure(number, Path(folder))


if __name__ == "__main__":
    main()
