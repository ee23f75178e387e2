"""A day in an address: ISO 8601 and nothing else, so that a number is not read as seconds since 1970."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")


def written(value: object) -> object:
    """ValueError for a text that is not YYYY-MM-DD."""
    if isinstance(value, str) and not WRITTEN.fullmatch(value):
        raise ValueError("YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(written)]
