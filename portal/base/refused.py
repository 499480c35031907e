"""What is said when an uploaded file is not taken."""


class Refused(Exception):
    """A file that is not taken; the message says why and what to do, in the reader's language."""
