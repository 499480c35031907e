"""What an update of a table did, in lines for an editor."""

from dataclasses import dataclass, field

from services.registers.rows import BadLine


@dataclass
class Report:
    """The outcome of one update: what was written, what was not, and what needs a person."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    to_look_at: list[str] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changes(self) -> int:
        """Return how many rows were written or removed."""
        return len(self.created) + len(self.changed) + len(self.ended) + len(self.removed)

    def reject(self, line: int, reason: str, about: str = "") -> None:
        """Add a line that was skipped."""
        self.bad.append(BadLine(line, reason, about))

    @property
    def mentioned(self) -> set[str]:
        """Return the numbers or codes that bad lines may have been about."""
        return {line.about for line in self.bad}
