"""Jobs as their official sees them: how far, what came of each case."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from motcua.casework.bulk.errors import BulkNotFound
from motcua.casework.bulk.models import Job, JobState, Row, RowState
from motcua.casework.bulk.orders import ACTIONS
from motcua.domain.cases.enums import Outcome
from motcua.kernel import spreadsheets
from motcua.kernel.actor import Actor
from motcua.kernel.text import clock_time
from motcua.kernel.words import Words

LATEST = 30
HEADINGS = ("Hồ sơ", "Người nộp", "Việc", "Kết quả", "Lý do", "Lúc")
DONE = {
    "accept": Words("Đã tiếp nhận", "Accepted"),
    "forward": Words("Đã chuyển bước tiếp theo", "Forwarded"),
    "decide": Words("Đã phê duyệt", "Granted"),
    "supplement": Words("Đã yêu cầu bổ sung", "Supplements asked for"),
    "take": Words("Đã nhận việc", "Taken"),
    "assign": Words("Đã giao cho cán bộ", "Assigned"),
    "release": Words("Đã trả việc về đơn vị", "Given back to the unit"),
    "close": Words("Đã kết thúc", "Closed"),
    "apologise": Words("Đã xin lỗi và hẹn lại", "Apologised, new date given"),
    "move_version": Words("Đã chuyển phiên bản", "Moved to the version in force"),
}
"""What was done, by the act ordered."""
DENIED = Words("Đã từ chối giải quyết", "Denied")
RESULTS = {
    RowState.WAITING: Words("Chưa làm", "Not yet"),
    RowState.FAILED: Words("Không thực hiện được", "Not done"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `ended` when nothing will change any more."""

    job: Job
    total: int
    done: int
    failed: int

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.failed

    @property
    def ended(self) -> bool:
        return self.job.state in (JobState.DONE, JobState.CANCELLED)


def result_of(job: Job, row: Row) -> Words:
    """What came of this case: what was done to it, or that nothing was."""
    if row.state != RowState.DONE:
        return RESULTS[RowState(row.state)]
    return DENIED if job.order.get("outcome") == Outcome.DENIED else DONE[job.action]


def job_of(actor: Actor, job_id: UUID) -> Job:
    """One's own job. BulkNotFound for anybody else's."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or job.account_id != actor.account_id:
        raise BulkNotFound
    return job


def progress_of(job: Job) -> Progress:
    counted = job.rows.aggregate(
        total=Count("pk"), done=Count("pk", Q(state=RowState.DONE)), failed=Count("pk", Q(state=RowState.FAILED))
    )
    return Progress(job, **counted)


def rows_of(job: Job, *, failed_first: bool = False) -> list[Row]:
    """Every row with its case, in the order of the list; for reading, those that failed first."""
    rows = list(job.rows.select_related("case__applicant", "case__procedure_version").order_by("position"))
    return sorted(rows, key=lambda row: row.state != RowState.FAILED) if failed_first else rows


def cases_of(job: Job) -> list[UUID]:
    return list(job.rows.values_list("case", flat=True))


def latest_jobs(actor: Actor) -> list[Job]:
    """One's own confirmed jobs, newest first."""
    if actor.account_id is None:
        return []
    mine = Job.objects.filter(account_id=actor.account_id).exclude(state=JobState.DRAFT)
    return list(mine.order_by("-created_at")[:LATEST])


def as_csv(job: Job) -> str:
    """The results as a table for a spreadsheet: UTF-8 with its mark, every text as text."""
    return spreadsheets.as_csv(HEADINGS, (_facts(job, row) for row in rows_of(job)))


def _facts(job: Job, row: Row) -> tuple[str, ...]:
    who = row.case.applicant.organisation or row.case.applicant.full_name
    at = clock_time(row.done_at) if row.done_at else ""
    return (str(row.case), who, ACTIONS[job.action].vi, result_of(job, row).vi, row.reason_vi, at)
