"""What one is reminded of."""

from uuid import UUID

from pydantic import Field

from motcua.casework.queries.reminders import Line
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual


class ReminderTold(Told):
    """`about`: step, case, answer, return, or asked: then it is of a request of another agency, and `case_id` is null.

    `point`: half, 8h, 2h, late, after:2h. `level`: holder, thread or leader.
    """

    case_id: UUID | None
    request_id: UUID | None
    case: str
    about: str
    point: str
    level: str
    due_at: Moment
    told_at: Moment
    words: Bilingual

    @classmethod
    def of(cls, line: Line) -> "ReminderTold":
        row = line.reminder
        return cls(
            case_id=row.task.case_id if row.task else None,
            request_id=row.request_id,
            case=str(row.case),
            about=row.about,
            point=row.point,
            level=row.level,
            due_at=row.due_at,
            told_at=row.created_at,
            words=bilingual(line.words),
        )


class Reminders(Told):
    items: list[ReminderTold] = Field(description="One for each case or request, the most urgent first; 200 at most.")
