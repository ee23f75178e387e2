"""What the automatic steps of a case did, are about to do, or could not do."""

from collections.abc import Mapping

from motcua.casework import steps
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.definition import Kind
from motcua.domain.routing.models import Errand


def errands_of(case: Case) -> Mapping[str, Errand]:
    """The latest errand of each automatic step. No statement where the process has none."""
    if case.submitted_at is None:
        return {}
    if not any(node.kind is Kind.AUTOMATIC and node.order for node in steps.graph_of(case).nodes):
        return {}
    return {one.step: one for one in Errand.objects.filter(case=case).order_by("created_at", "id")}
