"""What the dumps cost with 100 and 100,000 objects: `uv run python benchmarks/dumps.py`.

Then with files of papers as large as the portal takes them, of random bytes, beside these. On a
SQLite database of its own in a temporary folder; each time in a process of its own, whose greatest
size is told beside what it had before it began to write.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
MEGABYTE = 1024 * 1024
PAPERS = 40  # as large as can be


def grow(made: int, wanted: int) -> None:
    """Add objects until there are as many as wanted."""
    from django.db import transaction  # noqa: PLC0415 - needs the settings
    from django.utils import timezone  # noqa: PLC0415

    from benchmarks import meetings  # noqa: PLC0415
    from guidance.models import Resource, Role  # noqa: PLC0415
    from networks.models import Network  # noqa: PLC0415
    from portal.base.models import ContentChange  # noqa: PLC0415
    from services.models import County  # noqa: PLC0415

    with transaction.atomic():
        if not made:
            meetings.make_networks(Role.objects.all()[0], County.objects.get(key="agder"))
        networks = list(Network.objects.filter(key__startswith="nettverk-"))
        share = wanted // 10  # a meeting brings two cases and a paper; the rest are resources
        meetings.make_meetings(networks, made // 10, share, timezone.now())
        resources = [
            Resource(kind="report", **meetings.page("ressurs", nth))
            for nth in range(made * 6 // 10, wanted * 6 // 10)
        ]
        Resource.objects.bulk_create(resources, batch_size=200)
        ContentChange.tell()


def enlarge() -> None:
    """Give some papers another version, whose file is as large as the portal takes."""
    from django.conf import settings  # noqa: PLC0415 - needs the settings
    from django.db import transaction  # noqa: PLC0415

    from networks.models import Paper, PaperVersion  # noqa: PLC0415
    from portal.base.files import StoredFile  # noqa: PLC0415
    from portal.base.models import ContentChange  # noqa: PLC0415

    for paper in Paper.objects.order_by("key")[:PAPERS]:
        with transaction.atomic():
            content = b"%PDF-1.4" + os.urandom(settings.PORTAL_MAX_UPLOAD - 8)
            file = StoredFile.keep(content, "application/pdf")
            PaperVersion.objects.create(paper=paper, number=2, file=file, file_name="stor.pdf")
    ContentChange.tell()


def peak() -> int:
    """Return the greatest size of this program so far, in MB; not that of the one it came from."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def measure() -> None:
    """Make the dumps once, and print a line about it."""
    from portal.base.reading import reading  # noqa: PLC0415 - needs the settings
    from portal.opendata.dumps.making import ALL, make  # noqa: PLC0415

    before = peak()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, reading():
        folder = Path(name)
        make(folder)
        took = time.perf_counter() - begun
        files = [path.stat().st_size for path in folder.iterdir() if path.name != ALL]
        packed = (folder / ALL).stat().st_size
        print(
            f"| {took:.1f} s | {before} MB | "
            f"{peak()} MB | "
            f"{sum(files) / MEGABYTE:.1f} MB | {packed / MEGABYTE:.1f} MB |",
            flush=True,
        )


def main() -> None:
    """Measure with few objects, with many, and with large files."""
    print("| objects | time | memory before | peak memory | files | all.zip |")
    print("|---|---|---|---|---|---|", flush=True)
    made = 0
    for wanted in (100, 100_000):
        grow(made, wanted)
        made = wanted
        print(f"| {wanted:,} ", end="", flush=True)
        subprocess.run([sys.executable, __file__, "--measure"], check=True)
    enlarge()
    print(f"| and {PAPERS} large files ", end="", flush=True)
    subprocess.run([sys.executable, __file__, "--measure"], check=True)


if __name__ == "__main__":
    if "--measure" in sys.argv:
        import django

        django.setup()
        measure()
        sys.exit()
    with tempfile.TemporaryDirectory() as place:
        from tests import prepared

        shutil.copytree(prepared.folder(), place, symlinks=True, dirs_exist_ok=True)
        os.environ |= {
            "PORTAL_VAR": place, "PORTAL_DEBUG": "0", "PORTAL_HTTPS": "0",
            "PORTAL_SECRET_KEY": "benchmark", "DJANGO_SETTINGS_MODULE": "portal.settings",
        }  # fmt: skip
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        main()
