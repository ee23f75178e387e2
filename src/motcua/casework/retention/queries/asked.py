"""Requests about data: those an official is to answer, and a person's own with all that is kept of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from motcua.base.access.permissions import DATA_KEEP
from motcua.casework.looking.told import Told, who_found, who_looked
from motcua.casework.queries.mine import own_cases
from motcua.casework.retention.models import DataRequest, Hold
from motcua.casework.retention.models.request import OPEN
from motcua.casework.retention.queries.due import gone_on
from motcua.domain.cases.models import Case, PaperFile
from motcua.domain.cases.states import ENDED
from motcua.domain.directory.models import Person
from motcua.kernel.actor import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A case of a person: when its papers and data go by the rules, whether a hold stands, what was asked."""

    case: Case
    gone: Mapping[str, datetime | None]
    held: bool
    asked: DataRequest | None

    @property
    def may_ask(self) -> bool:
        return self.case.legal_state in ENDED and self.asked is None


def kept_of(actor: Actor) -> list[Kept]:
    """Newest first, up to MOST."""
    cases = list(own_cases(actor).select_related("procedure_version").order_by("-created_at", "pk")[:MOST])
    held = set(Hold.objects.filter(case__in=cases, released_at=None).values_list("case_id", flat=True))
    asked = {one.case_id: one for one in DataRequest.objects.filter(case__in=cases, state__in=OPEN)}
    return [Kept(case, gone_on(case), case.pk in held, asked.get(case.pk)) for case in cases]


def requests_of(actor: Actor) -> QuerySet[DataRequest]:
    """A person's own, newest first."""
    return DataRequest.objects.filter(person=actor.person_id).select_related("case").order_by("-asked_at")[:MOST]


def to_answer(actor: Actor) -> QuerySet[DataRequest]:
    """Open ones of the agencies the actor answers for, the next due first."""
    below = Q()
    for path in actor.readable(DATA_KEEP):
        below |= Q(case__resolving_path__startswith=path)
    found = DataRequest.objects.filter(below, ended_at=None) if below else DataRequest.objects.none()
    return found.select_related("case__procedure_version", "person").order_by("answer_by", "pk")


def own_data(actor: Actor) -> dict[str, Any]:
    """Everything kept of a person, as plain values: what the law lets them have."""
    assert actor.person_id is not None
    person = Person.objects.get(pk=actor.person_id)
    told = {
        name: str(getattr(person, name) or "")
        for name in ("full_name", "birth_text", "sex", "identity_kind", "identity_number", "phone", "email", "address")
    }
    return {"person": told, "looks": _looks(who_found(person.pk)), "cases": [_case(one.case) for one in kept_of(actor)],
            "requests": [{"number": one.number, "state": one.state, "asked_at": one.asked_at, "answer": one.answer}
                         for one in requests_of(actor)]}  # fmt: skip


def _case(case: Case) -> dict[str, Any]:
    who = getattr(case, "applicant", None)
    names = ("full_name", "organisation", "tax_code", "birth_date", "identity_number", "phone", "email", "address")
    files = PaperFile.objects.filter(paper__case=case, removed_at=None).select_related("paper", "file")
    return {
        "code": case.code, "filing_number": case.filing_number, "procedure": case.procedure_version.name,
        "state": case.state, "submitted_at": case.submitted_at, "ended_at": case.ended_at, "summary": case.summary,
        "data": case.data, "applicant": {name: getattr(who, name) for name in names} if who else {},
        "files": [{"paper": one.paper.name, "name": one.name, "size": one.size, "sha256": one.file.sha256}
                  for one in files],
        "kept_until": gone_on(case), "looks": _looks(who_looked(case)),
    }  # fmt: skip


def _looks(found: Sequence[Told]) -> list[dict[str, Any]]:
    return [{"at": one.at, "by": one.actor_name, "purpose": one.purpose, "times": one.times} for one in found]
