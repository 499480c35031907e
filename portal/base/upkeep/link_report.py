"""What a run over the links found, line by line, for whoever reads the log."""

from collections.abc import Iterator

from portal.base.upkeep.checking import Report
from portal.base.upkeep.collecting import Collected
from portal.base.upkeep.findings import in_words


def lines(collected: Collected, report: Report) -> Iterator[str]:
    """Yield the report in plain words."""
    yield (
        f"Links: {collected.links} in {collected.uses} places; {collected.new} new, "
        f"{collected.gone} no longer used."
    )
    found = [f"{number} {state}" for state, number in sorted(report.states.items())]
    yield f"Checked: {report.checked}" + (f" ({', '.join(found)})." if found else ".")
    if not report.online:
        yield "Nobody answered: this machine seems to have no network. Nothing was called broken."
    if report.left:
        yield f"Left for the next time: {report.left}."
    for link in report.newly_broken:
        yield f"  broken: {link.address} – {in_words(link)}"
