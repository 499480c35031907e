"""How long something takes, told so that a busy machine does not decide."""

import time
from collections.abc import Callable

TRIES = 3  # a pause for garbage, or a thread beside, does not come each time


def is_quick(action: Callable[[], object], seconds: float) -> bool:
    """Say whether an action takes less than some seconds of the processor, at least at times."""
    return any(_seconds_of(action) < seconds for _try in range(TRIES))


def _seconds_of(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began
