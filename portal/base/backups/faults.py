"""Why there is no backup, or no restore; each is a sentence for whoever ran the command."""


class NotMade(Exception):
    """A backup could not be made, and nothing of it is left."""


class NotRestored(Exception):
    """A backup was not restored, and nothing was changed."""
