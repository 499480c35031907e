"""How often a sign-in may fail: counted by account and sender, so that no office is locked out.

From one address an account may be tried ten times in a quarter of an hour. From all addresses
together fifty times in an hour; after that only those who signed in to it from the same address
in the last 30 days may try. An address alone is never counted: a whole office may share one.
The counts stand in the database, which all server processes share, under keyed hashes.
"""

import datetime as dt
import unicodedata

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.base.accounts.models import SignInAttempt
from portal.base.client_address import client_address

FROM_ONE_SENDER = 10
SENDER_WITHIN = dt.timedelta(minutes=15)
FROM_EVERYWHERE = 50
EVERYWHERE_WITHIN = dt.timedelta(hours=1)
KNOWN_FOR = dt.timedelta(days=30)


def refused(request: HttpRequest, name: str, *, now: dt.datetime) -> bool:
    """Tell whether no more attempts at an account are let in from here; one query."""
    account, sender = _hashes(request, name)
    from_here, failed = Q(sender=sender), Q(went_well=False)
    found = SignInAttempt.objects.filter(account=account, at__gt=now - KNOWN_FOR).aggregate(
        here=Count("pk", filter=from_here & failed & Q(at__gt=now - SENDER_WITHIN)),
        everywhere=Count("pk", filter=failed & Q(at__gt=now - EVERYWHERE_WITHIN)),
        known=Count("pk", filter=from_here & Q(went_well=True)),
    )
    too_many = found["everywhere"] >= FROM_EVERYWHERE and not found["known"]
    return found["here"] >= FROM_ONE_SENDER or too_many


def failed(request: HttpRequest, name: str, *, now: dt.datetime) -> None:
    """Count an attempt that failed, and forget what no longer counts."""
    account, sender = _hashes(request, name)
    SignInAttempt.objects.create(account=account, sender=sender, went_well=False, at=now)
    _forget(now)


def went_well(request: HttpRequest, name: str, *, now: dt.datetime) -> None:
    """Remember that somebody signed in to an account from here; what failed here is forgiven."""
    account, sender = _hashes(request, name)
    SignInAttempt.objects.filter(account=account, sender=sender).delete()
    SignInAttempt.objects.create(account=account, sender=sender, went_well=True, at=now)
    _forget(now)


def _forget(now: dt.datetime) -> None:
    """Delete what is too old to be counted."""
    outdated = Q(went_well=False, at__lte=now - EVERYWHERE_WITHIN) | Q(at__lte=now - KNOWN_FOR)
    SignInAttempt.objects.filter(outdated).delete()


def _hashes(request: HttpRequest, name: str) -> tuple[str, str]:
    """Return what stands for an account, and for the account and the sender together."""
    account = unicodedata.normalize("NFKC", name.strip()).casefold()
    both = f"{account}\0{client_address(request)}"
    return _hash("account", account), _hash("sender", both)


def _hash(kind: str, value: str) -> str:
    return salted_hmac(f"portal.sign-ins.{kind}", value, algorithm="sha256").hexdigest()
