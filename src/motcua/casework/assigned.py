"""The same official as before: who did the step earlier in this case, or the latest case of the same applicant."""

from uuid import UUID

from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import SubRequest, Task
from motcua.domain.routing.steps import Step


def last_official(case: Case, step: Step, agency: Agency) -> UUID | None:
    """At most two statements."""
    done = Task.objects.filter(agency=agency, role=step.role, closed_by__isnull=False).order_by("-closed_at")
    here = done.filter(case=case).values_list("assignee", "closed_by")
    person = case.applicant.person_id
    before = done.filter(case__applicant__person=person).exclude(case=case).values_list("assignee", "closed_by")
    for found in (here, before) if person else (here,):
        row = found.first()
        if row is not None:
            return row[0] or row[1]
    return None


def last_answering(case: Case, agency: Agency) -> UUID | None:
    """Who had the last request about this case at an agency, else the last one about a case of the same applicant."""
    had = SubRequest.objects.filter(agency=agency, taken_by__isnull=False).order_by("-asked_at")
    here = had.filter(case=case)
    person = case.applicant.person_id
    for found in (here, had.filter(case__applicant__person=person)) if person else (here,):
        holder: UUID | None = found.values_list("taken_by", flat=True).first()
        if holder is not None:
            return holder
    return None
