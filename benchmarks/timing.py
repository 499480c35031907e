"""How long things take, and a line of a table about it."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def milliseconds(work: Callable[[Any], object], texts: Iterable[Any]) -> list[float]:
    """Return how long each took, shortest first."""
    taken = []
    for text in texts:
        begun = time.perf_counter()
        work(text)
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def heading(label: str = "") -> None:
    """Print what the columns of the lines below are."""
    print(f"{label:<34}{'number':>8}{'median':>10}{'99 %':>10}{'slowest':>10}  (ms)")


def show(label: str, taken: list[float]) -> None:
    """Print the number, the median, the 99th percentile and the slowest."""
    at = [taken[int(len(taken) * share)] for share in (0.5, 0.99)]
    print(f"{label:<34}{len(taken):>8}{at[0]:>10.3f}{at[1]:>10.3f}{taken[-1]:>10.3f}")
