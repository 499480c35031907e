"""How long a place lookup takes in process: `python benchmarks/places.py`.

Each name is asked for as it is, in capitals, without æøå, with one typing error (every letter left
out once), and begun (for suggestions). Uses the database of the settings, loaded.
"""

import os
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from benchmarks.timing import heading, milliseconds, show  # noqa: E402
from services import places  # noqa: E402 - needs the settings
from services.models import Municipality, PostalCode  # noqa: E402


def main() -> None:
    """Look everything up, and print a table."""
    begun = time.perf_counter()
    places.gazetteer()
    print(f"Read from the database in {time.perf_counter() - begun:.2f} s.\n")
    names = sorted({name for row in Municipality.objects.all() for name in row.names})
    codes = list(PostalCode.objects.values_list("code", flat=True))
    errors = [name[:at] + name[at + 1 :] for name in names for at in range(len(name))]
    heading("lookup")
    find = places.find_place
    show("postal codes", milliseconds(find, codes))
    show("names", milliseconds(find, names))
    show("names in capitals", milliseconds(find, [name.upper() for name in names]))
    show("names without marks", milliseconds(find, [places.fold(name) for name in names]))
    show("names with one letter missing", milliseconds(find, errors))
    show("unknown names", milliseconds(find, [f"{name[::-1]}qq" for name in names]))
    show("suggestions", milliseconds(places.suggest, [n[:k] for n in names for k in (1, 2, 3, 5)]))


if __name__ == "__main__":
    main()
