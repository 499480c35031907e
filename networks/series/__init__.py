"""Series of meetings: the dates of a rule, and the meetings planned by it."""
