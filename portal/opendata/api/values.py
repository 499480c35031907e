"""What may be written in a parameter."""

from typing import Annotated, Any, Literal

from pydantic import Field

LATEST_YEAR = 2100
KeyValue = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[-a-zA-Z0-9_]+$")]
YearValue = Annotated[int, Field(ge=1900, le=LATEST_YEAR)]
AgeValue = Annotated[int, Field(ge=0, le=120)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", max_length=3)]
WordsValue = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]


def choice_of(*values: str) -> Any:
    """Return a type with just some values."""
    return Literal[values]


def value_of(choices: Any) -> Any:
    """Return a type with the values of a choice, but for what is empty."""
    return choice_of(*(str(value) for value in choices.values if value))
