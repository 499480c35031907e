"""Alternative texts: what a picture shows is said in words.

A kind of part that holds pictures has a class method `without_alternative(keys)`, which returns
the keys of those whose picture is not described, and names the field by `alternative_field`.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from portal.base.receipt.places import Examined, Place
from portal.base.receipt.receipt import Check, Finding, Level


def check(examined: Examined) -> Iterator[Finding]:
    """Find pictures that are not described; one query for each kind of part with pictures."""
    of_model: dict[Any, dict[str, Place]] = defaultdict(dict)
    for place in examined.places:
        if getattr(place.model, "alternative_field", "") == place.name:
            of_model[place.model][place.path.split("/")[-2]] = place
    for model, places in of_model.items():
        for key in model.without_alternative(list(places)):
            yield places[key].finding(Check.ALTERNATIVES, Level.ERROR, "no_alternative")
