"""A clock that jumps: what a file says is added to the time, in every process that can see this.

Python imports a module of this name by itself, so the portal under test runs as it is. Only the
clock on the wall jumps; what counts the seconds between two moments goes on.
"""

import datetime as dt
import os
import threading
import time
from pathlib import Path

import time_machine

CLOCK = Path(os.environ["JUMPING_CLOCK"])
sleep = time.sleep


def follow() -> None:
    """Move the clock whenever the file says something else."""
    travel, known = None, ""
    while True:
        said = CLOCK.read_text(encoding="utf-8")
        if said != known:
            if travel is not None:
                travel.stop()
            ahead = dt.timedelta(seconds=int(said))
            travel = time_machine.travel(dt.datetime.now(dt.UTC) + ahead, tick=True)
            travel.start()
            known = said
        sleep(0.2)


def begin() -> None:
    """Follow the file in this process."""
    threading.Thread(target=follow, daemon=True).start()


os.register_at_fork(after_in_child=begin)
begin()
