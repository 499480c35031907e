"""Which version of the content is the present one, as far as this process knows.

A thread asks the database four times a second; PostgreSQL tells it of a change in between. It also
notices when the database does not answer, so that nobody else has to wait to find out.
"""

import datetime as dt
import logging
import threading
import time

from django.db import connections
from django.db.models import Min

from portal.base.drafts.models import WorkingCopy
from portal.base.models import CHANNEL
from portal.base.reading import Version

ALIAS = "watch"  # the database by a name of its own: never a replica, never out of the pool
EVERY = 0.25  # seconds
AWAY = 2.0  # seconds without an answer after which the database counts as away
BEGINNING = 1.0  # seconds that the first request waits for the first answer

logger = logging.getLogger(__name__)


class Watch:
    """What one process knows of the content: its version, and when that changes by itself."""

    def __init__(self) -> None:
        self.known: Version | None = None
        self.due = float("inf")  # when a working copy is to be published, as a timestamp
        self.looked_at = 0.0
        self.failing = False
        self._older: Version | None = None
        self._turn = threading.Lock()
        self._thread: threading.Thread | None = None
        self._looked = threading.Event()

    @property
    def is_away(self) -> bool:
        """Tell whether the database has not answered for a while."""
        if self._thread is None:
            return False
        return self.failing or time.monotonic() - self.looked_at > AWAY

    def start(self) -> None:
        """Begin to watch, in this process, once."""
        if self._thread is not None:
            return
        with self._turn:
            if self._thread is None:
                self.looked_at = time.monotonic()
                thread = threading.Thread(target=self._watch, name="watch", daemon=True)
                thread.start()
                self._thread = thread
        self._looked.wait(BEGINNING)

    def note(self, version: Version) -> None:
        """Take in that a page was read from a version: from then on none older is shown."""
        with self._turn:
            if self.known is None or self.known.is_before(version):
                self.known = version

    def look(self) -> None:
        """Ask the database; what it says is believed, but for an older version said once only."""
        version = Version.read(ALIAS)
        scheduled = WorkingCopy.objects.using(ALIAS).filter(state=WorkingCopy.State.SCHEDULED)
        due: dt.datetime | None = scheduled.aggregate(due=Min("publish_at"))["due"]
        with self._turn:
            self.due = due.timestamp() if due else float("inf")
            self.looked_at, self.failing = time.monotonic(), False
            if self.known is not None and version.is_before(self.known) and version != self._older:
                self._older = version  # asked before the change, or a backup was restored
                return
            self.known, self._older = version, None

    def _watch(self) -> None:
        connection = connections[ALIAS]
        while True:
            try:
                if connection.vendor == "postgresql" and connection.connection is None:
                    with connection.cursor() as cursor:
                        cursor.execute(f"LISTEN {CHANNEL}")
                self.look()
                self._looked.set()
                self._wait()
            except Exception as error:  # whatever it is, the next round may go well
                if not self.failing:
                    logger.warning("The database does not answer: %s", type(error).__name__)
                self.failing = True
                self._looked.set()
                connection.close()
                time.sleep(EVERY)

    def _wait(self) -> None:
        """Wait for the next round; PostgreSQL says when something has changed."""
        connection = connections[ALIAS]
        if connection.vendor == "postgresql":
            for _told in connection.connection.notifies(timeout=EVERY, stop_after=1):
                pass
        else:
            time.sleep(EVERY)


watch = Watch()
