"""Cases filed together with the one on the desk: where each stands, and which one waits for which."""

from django.urls import reverse

from motcua.casework.queries.together import awaited
from motcua.casework.surroundings import along
from motcua.domain.cases.models import BundleMember, Case
from motcua.domain.cases.permissions import may_see
from motcua.domain.cases.states import FACTS
from motcua.faces.desk.rows import TONES
from motcua.kernel.actor import Actor


def rows_of(actor: Actor, case: Case) -> list[dict[str, object]]:
    """All of the filing in their order; a link where this official may open the other."""
    known = along(case)
    if known is not None and not known.linked:
        return []
    related = ("case__procedure_version", "case__applicant", "case__visit__office__agency", "after")
    together = BundleMember.objects.filter(bundle__members__case=case).select_related(*related)
    return [row(actor, one, here=one.case_id == case.pk) for one in together.order_by("place")]


def row(actor: Actor, one: BundleMember, *, here: bool) -> dict[str, object]:
    facts = FACTS[one.case.legal_state]
    opens = not here and may_see(actor, one.case)
    return {
        "name": one.case.procedure_version.name,
        "code": str(one.case),
        "words": facts.words,
        "tone": TONES[facts.holder],
        "here": here,
        "url": reverse("desk:case", args=[one.case_id]) if opens else "",
        "after": awaited(one),
        "went_on": one.case.accepted_at is not None,
    }
