"""Answers to online filings, by office and one by one."""

from datetime import date
from uuid import UUID

from pydantic import Field

from motcua.casework.queries.late_answers import Figures, Late, Report
from motcua.faces.api.schemas.common import Moment, Told


class OfficeAnswers(Told):
    """Answers owed, given in time, given late, waited for, and of those late already."""

    office: str
    owed: int
    in_time: int
    late: int
    waiting: int
    waiting_late: int

    @classmethod
    def of(cls, one: Figures) -> "OfficeAnswers":
        return cls(
            office=one.office,
            owed=one.owed,
            in_time=one.in_time,
            late=one.late,
            waiting=one.waiting,
            waiting_late=one.waiting_late,
        )


class LateAnswer(Told):
    case_id: UUID
    case: str
    since: Moment
    due_at: Moment
    answered_at: Moment | None
    answered_by: str

    @classmethod
    def of(cls, one: Late) -> "LateAnswer":
        return cls(
            case_id=one.case.pk,
            case=str(one.case),
            since=one.answer.since,
            due_at=one.answer.due,
            answered_at=one.answer.answered_at,
            answered_by=one.answer.who,
        )


class LateAnswers(Told):
    first: date
    last: date
    offices: list[OfficeAnswers]
    late: list[LateAnswer] = Field(description="The longest overdue first; 200 at most.")
    hidden: int = Field(description="How many late ones are left out.")
    archived: int = Field(description="Cases not counted: the ledger's year is in an archive.")

    @classmethod
    def of(cls, report: Report) -> "LateAnswers":
        return cls(
            first=report.first,
            last=report.last,
            offices=[OfficeAnswers.of(one) for one in report.offices],
            late=[LateAnswer.of(one) for one in report.late],
            hidden=report.hidden,
            archived=report.archived,
        )
