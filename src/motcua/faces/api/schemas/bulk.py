"""One act on many cases: what is ordered, and what came of each."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from motcua.casework.bulk.models import Job, Row
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.queries import progress_of, rows_of
from motcua.casework.bulk.services.ordering import MOST
from motcua.faces.api.schemas.common import Bilingual, Given, Moment, Needed500, Text500, Text2000, Told, Version


class BulkCase(Given):
    case: UUID
    expected: Version | None = Field(default=None, description="Version the sender has seen; without it, the present.")


class BulkItem(Given):
    text: Needed500
    note: Text500 = ""


class BulkOrder(Given):
    """Texts may hold variables such as {ho_ten}; each case gets its own values."""

    action: Literal[
        "accept", "forward", "decide", "supplement", "take", "assign", "release", "close", "apologise", "move_version"
    ]
    cases: Annotated[list[BulkCase], Field(min_length=1, max_length=MOST)]
    text: Text2000 = Field(default="", description="Note, reason or text of the decision.")
    outcome: Literal["granted", "denied"] | None = None
    items: Annotated[list[BulkItem], Field(max_length=30)] = []
    position: UUID | None = Field(default=None, description="Whom to assign to.")
    promise: Literal["better", "new", "old"] = "better"
    ask_new: bool = False
    otherwise: Literal["examination", "reception"] = "examination"
    new_day: date | None = Field(default=None, description="Of apologies; without it, by each case's own progress.")

    @property
    def order(self) -> Order:
        items = tuple((item.text, item.note) for item in self.items)
        return Order(
            self.action, self.text, self.outcome or "", items, self.position, new_day=self.new_day,
            promise=self.promise, ask_new=self.ask_new, otherwise=self.otherwise,
        )  # fmt: skip

    @property
    def expected(self) -> dict[UUID, int]:
        return {one.case: one.expected for one in self.cases if one.expected is not None}


class BulkRow(Told):
    case: UUID
    code: str = Field(description="Case code, before acceptance the filing number.")
    state: Literal["waiting", "done", "failed"]
    error: str | None = Field(description="Stable name of the error of a failed row.")
    reason: Bilingual | None


class BulkJob(Told):
    """A job: it may be taken back on the page of its official until `starts_at`."""

    id: UUID
    action: str
    state: Literal["waiting", "running", "done", "cancelled"]
    total: int
    done: int
    failed: int
    left_out: int = Field(description="Cases sent along that are not visible to the sender.")
    starts_at: Moment
    ended_at: Moment | None
    rows: list[BulkRow]
    href: str

    @classmethod
    def of(cls, job: Job) -> "BulkJob":
        progress = progress_of(job)
        return cls.model_validate(
            {
                "id": job.pk,
                "action": job.action,
                "state": job.state,
                "total": progress.total,
                "done": progress.done,
                "failed": progress.failed,
                "left_out": job.left_out,
                "starts_at": job.starts_at,
                "ended_at": job.ended_at,
                "rows": [row_told(row) for row in rows_of(job)],
                "href": f"/api/v1/bulk/{job.pk}",
            }
        )


def row_told(row: Row) -> BulkRow:
    reason = Bilingual(vi=row.reason_vi, en=row.reason_en) if row.reason_vi else None
    return BulkRow.model_validate(
        {"case": row.case_id, "code": str(row.case), "state": row.state, "error": row.code or None, "reason": reason}
    )
