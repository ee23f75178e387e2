"""What an agency received and decided, over the day on which it took over from others."""

from datetime import date

from pydantic import Field

from motcua.faces.api.schemas.common import Told


class Counts(Told):
    received: int
    decided: int
    late: int = Field(description="Of those decided: after their due moment.")


class MonthFigures(Counts):
    month: date = Field(description="Its first day.")


class OldBody(Counts):
    """A body that ended, with what it had in the time asked about."""

    agency: str
    name: str
    until: date = Field(description="Its last day.")
    successors: list[str]


class AgencyFigures(Told):
    """`months` and `total` hold the agency's own and those of `counted_along`; those of `shared` count once, for all
    their successors together, and are in neither."""

    agency: str
    name: str
    first: date
    last: date
    months: list[MonthFigures]
    total: Counts
    counted_along: list[OldBody]
    shared: list[OldBody]
