"""What the counter sees of the person who sits there: open drafts, running and past cases, results that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from motcua.base.access import permissions
from motcua.base.access.vault import digest_of, digests_of, holds
from motcua.casework.queries.lookup import matching
from motcua.casework.queries.scanned import Scanned
from motcua.casework.queries.worklist import Row, visible_to, with_tasks
from motcua.domain.cases import states
from motcua.domain.cases.models import Applicant, Case
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Person
from motcua.kernel.actor import Actor

SHOWN = 8
MOST = 200
RELATED = ("applicant", "procedure_version__procedure", "office", "resolving_agency")


@dataclass(frozen=True, slots=True)
class CasesOf:
    """Of one person, the newest first; drafts wherever they were begun, cases as far as the official may see them."""

    drafts: Sequence[Case]
    running: Sequence[Row]
    past: Sequence[Row]

    def __bool__(self) -> bool:
        return bool(self.drafts or self.running or self.past)


def cases_of(actor: Actor, person: Person) -> CasesOf:
    """A fixed number of statements, whatever there is."""
    if not actor.may(permissions.CASE_RECEIVE):
        return CasesOf((), (), ())
    theirs = Q(filer=person) | Q(applicant__person=person)
    if person.identity_digest:
        theirs |= Q(applicant__identity_digest__in=digests_of(person.identity_number or ""))
    drafts = Case.objects.filter(theirs, state=State.DRAFT).select_related(*RELATED).order_by("-changed_at", "-id")
    known = visible_to(actor).filter(theirs).select_related(*RELATED)
    running = known.filter(state__in=sorted(states.OPEN - {State.DRAFT})).order_by("-submitted_at", "-id")
    past = known.exclude(state__in=sorted(states.OPEN)).order_by("-submitted_at", "-id")
    return CasesOf(list(drafts[:SHOWN]), with_tasks(list(running[:SHOWN])), with_tasks(list(past[:SHOWN])))


def last_applicant(actor: Actor, person: Person) -> Applicant | None:
    """How the person was reached the last time, for what their own record does not say."""
    known = visible_to(actor).filter(applicant__person=person).select_related("applicant")
    case = known.order_by("-submitted_at", "-id").first()
    return case.applicant if case else None


def past_case(actor: Actor, case_id: UUID) -> Case | None:
    """A case the official may see, to begin another from."""
    return visible_to(actor).select_related(*RELATED).filter(pk=case_id).first()


def draft_for(case_id: UUID) -> Case | None:
    """A draft somebody brings: the caller records who looked."""
    return Case.objects.select_related(*RELATED).filter(pk=case_id, state=State.DRAFT).first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Results of one person that may be handed over here. `key` tells persons of the same name apart."""

    key: str
    applicant: Applicant
    cases: Sequence[Case]


def waiting_for(actor: Actor, found: Scanned) -> list[Waiting]:
    """By what was scanned or typed: everything that waits of each person found, not only the case that was named."""
    ready = ready_for(actor)
    text = found.words
    if not text:
        return []
    named = Q(pk=found.case.pk) if found.case is not None else matching(text)
    first = list(ready.filter(named).order_by(F("decided_at").asc(), "id")[:MOST])
    groups: dict[str, Waiting] = {}
    for case in first:
        key = key_of(case.applicant)
        if key not in groups:
            groups[key] = Waiting(key, case.applicant, list(ready.filter(same_person(case.applicant))[:MOST]))
    return list(groups.values())


def ready_for(actor: Actor) -> QuerySet[Case]:
    """Decided cases this official may hand over, the longest waiting first."""
    scope = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_HAND_OVER):
        scope |= Q(receiving_path__startswith=path)
    return (
        Case.objects.filter(scope, state=State.DECIDED)
        .select_related(*RELATED, "decision")
        .order_by(F("decided_at").asc(), "id")
    )


def key_of(applicant: Applicant) -> str:
    """The same for all cases of a person, as far as one can tell; never shown."""
    if applicant.identity_digest:
        return digest_of(applicant.identity_number)
    known = applicant.phone or applicant.tax_code
    return digest_of(f"{applicant.folded_name}~{known}") if known else str(applicant.pk)


def same_person(applicant: Applicant) -> Q:
    if applicant.identity_digest:
        return Q(applicant__identity_digest__in=digests_of(applicant.identity_number))
    if applicant.phone or applicant.tax_code:
        return holds("applicant__phone", applicant.phone) & Q(
            applicant__folded_name=applicant.folded_name,
            applicant__tax_code=applicant.tax_code,
            applicant__identity_digest="",
        )
    return Q(pk=applicant.pk)
