"""What readers notice while systemd reloads, restarts, kills and stops; for benchmarks/units.sh.

Takes the number of the process of that systemd. Six readers ask 127.0.0.1:8000, each over a new
connection; a command that fails, or a request that is lost but for a kill, ends it with status 1.
"""

import http.client
import subprocess
import sys
import threading
import time
from collections import Counter

READERS, AFTER = 6, 6  # people, and seconds that they go on asking after a command
PATIENCE = 60


class Readers:
    """People who ask for the front page until they are told to stop."""

    def __init__(self) -> None:
        self.answered, self.slowest = Counter[str](), 0.0
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._ask) for _each in range(READERS)]

    def _ask(self) -> None:
        while not self.over.is_set():
            begun = time.monotonic()
            connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=PATIENCE)
            try:
                connection.request("GET", "/nb/", headers={"Host": "localhost"})
                response = connection.getresponse()
                response.read()
                self.answered[str(response.status)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answered[type(error).__name__] += 1
            connection.close()
            self.slowest = max(self.slowest, time.monotonic() - begun)
            time.sleep(0.01)


def during(what: str, machine: str, *commands: str) -> bool:
    """Run commands of systemctl under load; print a line, and return whether all went well."""
    readers, went_well = Readers(), True
    for thread in readers.threads:
        thread.start()
    time.sleep(1)
    begun = time.monotonic()
    for command in commands:
        into = ["nsenter", "-t", machine, "-m", "-p", "-u", "-i", "-r", "--"]
        done = subprocess.run([*into, "systemctl", *command.split()], check=False)
        went_well = went_well and done.returncode == 0
    took = time.monotonic() - begun
    time.sleep(AFTER)
    readers.over.set()
    for thread in readers.threads:
        thread.join()
    lost = sum(number for how, number in readers.answered.items() if how != "200")
    found = (f"{readers.answered['200']:,}", lost, f"{readers.slowest:.1f} s", f"{took:.1f} s")
    print("|", what, *(f"| {each}" for each in found), "|", flush=True)
    return went_well and (not lost or "kill" in what)


def main(machine: str) -> int:
    """Do all of it; return how much did not go well."""
    print("| under systemd, six readers | answered | lost | slowest answer | command |")
    print("|---|---|---|---|---|", flush=True)
    done = [
        during("nothing else", machine),
        during("reload", machine, "reload portal"),
        during("restart", machine, "restart portal"),
        during("kill -9 of the first process", machine, "kill -s KILL --kill-who=main portal"),
        during("stop and start", machine, "stop portal.service", "start portal.service"),
    ]
    return done.count(False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
