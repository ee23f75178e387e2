"""The two models of government the demo can live in, each at a day on which it held."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Model:
    """`last_day` bounds the days the demo may show; None while the model holds."""

    key: str
    commune_code: str
    last_day: date | None


TWO_LEVEL = Model("two-level", "00004", None)
THREE_LEVEL = Model("three-level", "00004", date(2025, 6, 20))
MODELS = {model.key: model for model in (TWO_LEVEL, THREE_LEVEL)}


def shift_days(model: Model, today: date) -> int:
    """How many days, in whole weeks, the demo's clock stands behind so that its model holds; 0 when it does today."""
    if model.last_day is None or today <= model.last_day:
        return 0
    behind = today - model.last_day
    return -(-behind.days // WEEK.days) * WEEK.days
