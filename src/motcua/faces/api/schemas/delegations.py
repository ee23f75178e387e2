"""The register of delegations and the share of procedures delegated."""

from datetime import date

from pydantic import Field

from motcua.faces.api.schemas.common import Told


class DelegationLine(Told):
    """`scopes`: "all", "field:<id>", "procedure:<id>". `form`: kt, tl, tuq, tm."""

    id: str
    agency: str = Field(description="Identifier of the delegating agency.")
    agency_name: str
    giver: str
    to: str
    form: str
    scopes: list[str]
    scope_names: list[str]
    decision: str
    decided_on: date
    from_day: date | None = Field(serialization_alias="from", validation_alias="from")
    until: date | None
    state: str = Field(description="holding, coming, over or revoked.")


class ShareLine(Told):
    level: str = Field(description='"all" or a level.')
    procedures: int
    delegated: int
    percent: float


class DelegationRegister(Told):
    delegations: list[DelegationLine]
    shares: list[ShareLine]
