"""Mails about accounts, handed to the mail server beside the answer that caused them."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
# One after another; a process that is asked to stop sends first what still waits.
_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="account-mail")


def later(mail: EmailMessage) -> "Future[None]":
    """Send a mail soon; a server that refuses it is told of in the log."""
    return _sender.submit(_send, mail)


def wait() -> None:
    """Return when everything has been sent."""
    _sender.submit(lambda: None).result()


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except OSError:  # smtplib's errors are among them
        logger.exception("A mail about an account could not be sent.")
