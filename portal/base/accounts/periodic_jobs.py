"""The periodic work of signing in."""

import datetime as dt

from portal.base.accounts.sealed import seal_anew
from portal.base.upkeep.periodic import job


@job("second steps", every=dt.timedelta(days=1))
def second_steps(now: dt.datetime) -> str:
    """Seal the keys of second steps with the secret key of today."""
    done, lost = seal_anew()
    said = f"Sealed anew: {done}."
    return f"{said} No known secret key opens: {lost}." if lost else said
