"""The keys of second steps, sealed: the database alone lets nobody make the codes of an app.

The key that seals is derived from the secret key of the portal. What an older secret key sealed is
read as long as that key is among the old ones; a daily piece of work seals it anew.
"""

import base64
import logging
import os
from functools import lru_cache
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SEALED = "sealed:"  # what has it not was stored before there were seals
FIELDS = ("secret", "seed", "migrated_codes")  # of an app, of recovery codes, of older ones
logger = logging.getLogger(__name__)


@lru_cache(maxsize=8)
def _box(secret: str) -> Fernet:
    digest = salted_hmac("portal.second-steps", "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(text: str) -> str:
    """Return what is stored for a key."""
    return SEALED + _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """Return the key that is stored.

    Where no secret key opens it, a key of chance is returned: its codes are never right, and an
    administrator can take the second step away. An empty one could be guessed.
    """
    if not stored.startswith(SEALED):
        return stored
    boxes = MultiFernet([_box(key) for key in (settings.SECRET_KEY, *_old_keys())])
    try:
        return boxes.decrypt(stored.removeprefix(SEALED)).decode()
    except InvalidToken:
        logger.error("A second step is sealed with a secret key that is not known any more.")
        return base64.b32encode(os.urandom(20)).decode()


def seal_anew() -> tuple[int, int]:
    """Seal with today's key what is not; return how many were, and how many cannot be opened."""
    done = lost = 0
    for one in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        texts = _texts(one.data)
        if all(_is_of_today(text) for text in texts):
            continue
        if not all(_opens(text) for text in texts):
            lost += 1
            continue
        renewed = {name: _renewed(one.data[name]) for name in FIELDS if name in one.data}
        # Only where nobody used a code meanwhile: what was used stands beside the key.
        same = Authenticator.objects.filter(pk=one.pk, data=one.data)
        done += same.update(data=one.data | renewed)
    return done, lost


def _renewed(stored: Any) -> Any:
    if isinstance(stored, list):
        return [_renewed(each) for each in stored]
    return seal(unseal(stored))


def _texts(data: dict[str, Any]) -> list[str]:
    """Return everything in the data of a second step that is to be sealed."""
    stored = [data[name] for name in FIELDS if name in data]
    return [text for each in stored for text in (each if isinstance(each, list) else [each])]


def _old_keys() -> list[str]:
    return list(settings.SECRET_KEY_FALLBACKS)


def _is_of_today(stored: str) -> bool:
    return stored.startswith(SEALED) and _is_opened_by(stored, settings.SECRET_KEY)


def _opens(stored: str) -> bool:
    keys = [settings.SECRET_KEY, *_old_keys()]
    return not stored.startswith(SEALED) or any(_is_opened_by(stored, key) for key in keys)


def _is_opened_by(stored: str, key: str) -> bool:
    try:
        _box(key).decrypt(stored.removeprefix(SEALED))
    except InvalidToken:
        return False
    return True
