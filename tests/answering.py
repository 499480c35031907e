"""A process that searches and publishes as it is told, a line of JSON each; see processes.py."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from portal.base.drafts import copies, publication, withdrawing  # noqa: E402
from portal.search.finding import Asked, find  # noqa: E402
from services.models import Service  # noqa: E402


def act(name: str, *more: str) -> object:
    """Do what is asked, and return what is to be said of it."""
    if name == "find":
        return [hit.name for hit in find(Asked(more[0], "nb", exact=True)).hits]
    if name == "some service":
        return Service.objects.published().order_by("key").values_list("key", flat=True)[0]
    service = Service.objects.get(key=more[0])
    if name == "publish":
        copies.change(service, {"for_whom_nb": f"Her står {more[1]}."}, user=None)
        publication.publish(copies.current(service))
    elif name == "name":
        copies.change(service, {"name_nb": more[1]}, user=None)
        publication.publish(copies.current(service))
    elif name == "address":
        return service.url_in("nb")
    elif name == "take off":
        withdrawing.take_off(service, user=None)
    return "done"


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(act(*json.loads(line))), flush=True)
