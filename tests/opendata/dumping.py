"""What the tests of dumps share: making them, and entries with every kind of part."""

import datetime as dt
import json
from pathlib import Path

from networks.models import SeriesException
from portal.base.files import StoredFile
from portal.base.models import Source
from portal.opendata.dumps.making import make
from services.models import CareerCentre
from tests import factories


def dump(folder: Path) -> dict[str, bytes]:
    """Make the dumps in a folder, and return the files by name."""
    folder.mkdir()
    make(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def entries(files: dict[str, bytes], kind: str) -> dict[str, dict]:
    return {row["key"]: row for row in json.loads(files[f"{kind}.json"])}


def a_file(content: str) -> StoredFile:
    return StoredFile.keep(f"%PDF-1.4 {content}".encode(), "application/pdf")


def make_rich() -> CareerCentre:
    """Make entries with every kind of part and reference, and texts that are hard to write."""
    centre = factories.CentreFactory(
        key="rich", website="https://x.no", about_nb='Første\r\nlinje, "sitat"; =1+1\tÆøå 😀'
    )
    site = factories.SiteFactory(centre=centre, latitude="59.91273", longitude="10.74609")
    factories.ScheduleFactory(site=site, standing="confirmed", monday="09.00–15.30")
    factories.HoursExceptionFactory(site=site)
    centre.successor = factories.CentreFactory(key="a-follower")
    centre.sources.set(Source.objects.all()[:3])
    centre.save()
    meeting = factories.MeetingFactory(
        starts_on=dt.date(2026, 10, 25),
        ends_on=dt.date(2026, 10, 25),
        start_time=dt.time(9),
        end_time=dt.time(12, 30),
    )
    first = factories.CaseFactory(meeting=meeting)
    factories.CaseFactory(meeting=meeting, previous=first)
    paper = factories.PaperFactory(key="rich-paper", meeting=meeting, case=first)
    factories.PaperVersionFactory(paper=paper)
    factories.PaperVersionFactory(paper=paper, number=2, text='<p>"Æ"</p>', pdf=a_file("pdf"))
    series = factories.SeriesFactory(sequence=3)
    SeriesException.objects.create(series=series, key="rich-x", date=series.starts_on)
    factories.MeetingFactory(series=series, series_date=series.until, network=series.network)
    return centre
