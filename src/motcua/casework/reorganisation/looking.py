"""The dry run of a draft, kept with it for the page that shows it."""

from uuid import UUID

from motcua.casework.reorganisation.dry_run import Report, dry_run
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.plan import from_json
from motcua.kernel import clock


def look(operation_id: UUID) -> None:
    """The dry run itself, kept with the draft. What was begun or taken back meanwhile is left alone."""
    operation = Operation.objects.filter(pk=operation_id, stage=Stage.DRAFT).first()
    if operation is None:
        return
    report = dry_run(from_json(operation.plan))
    found = figures(report)
    asked = found.pop("undecided")
    drafts = Operation.objects.filter(pk=operation_id, stage=Stage.DRAFT)
    drafts.update(look=found, asked=asked, looked_at=clock.now())


def figures(report: Report) -> dict[str, object]:
    """The report of the command, ready for a JSON field."""
    found = report.as_json()
    found["from_day"] = report.plan.from_day.isoformat()
    return found
