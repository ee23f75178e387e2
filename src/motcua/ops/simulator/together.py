"""Linked procedures of one filing: of a newborn or of somebody who died, decided one after the other."""

from collections.abc import Callable
from uuid import UUID

from motcua.casework.services.accept import accept_case
from motcua.casework.services.bundles import (
    attach_to_bundle,
    members_of,
    save_bundle_applicant,
    shared_papers,
    start_bundle,
    submit_bundle,
)
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.enums import Outcome
from motcua.domain.cases.models import Bundle
from motcua.kernel.actor import Actor
from motcua.ops.simulator import texts
from motcua.ops.simulator.doer import Doer, details, promised
from motcua.ops.simulator.planning import Deed
from motcua.ops.simulator.staff import some


def bundle_of(doer: Doer, deed: Deed) -> Bundle:
    bundle = doer.told_of(deed).bundle
    assert bundle
    return bundle


def linked_id(doer: Doer, deed: Deed) -> UUID:
    """The case at the place in the filing that the deed names."""
    return doer.told_of(deed).linked[int(str(deed.facts[0]))]


def official(doer: Doer, deed: Deed) -> Actor:
    """By the procedure of that case."""
    found = some(doer.cast[deed.unit, deed.role], deed.case)
    return doer.deputies.instead_of(found, deed.unit, deed.role, str(deed.facts[1]))


def draft_linked(doer: Doer, deed: Deed) -> None:
    told, key = doer.told_of(deed), doer.arrival(deed).offer.linked
    told.bundle = start_bundle(actor=doer.citizen(deed), key=key, office_id=doer.office_id)
    told.linked = {one.place: one.case_id for one in members_of(told.bundle)}
    told.case_id = told.linked[1]


def fill_linked(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    save_bundle_applicant(
        actor=doer.citizen(deed), bundle_id=bundle_of(doer, deed).pk, details=details(told), summary="",
        result_wanted=told.wanted,
    )  # fmt: skip


def attach_linked(doer: Doer, deed: Deed) -> None:
    """One file for every paper that must be there."""
    bundle = bundle_of(doer, deed)
    for paper in shared_papers(bundle):
        if paper.required:
            stored = doer.attached[doer.picked(len(doer.attached))]
            attach_to_bundle(actor=doer.citizen(deed), bundle_id=bundle.pk, key=paper.key, files=[stored])


def submit_linked(doer: Doer, deed: Deed) -> None:
    submit_bundle(actor=doer.citizen(deed), bundle_id=bundle_of(doer, deed).pk)


def accept_linked(doer: Doer, deed: Deed) -> None:
    promise = promised(doer.versions[str(deed.facts[1])], "online")
    accept_case(actor=official(doer, deed), case_id=linked_id(doer, deed), expected=None, promise=promise)


def forward_linked(doer: Doer, deed: Deed) -> None:
    forward_case(actor=official(doer, deed), case_id=linked_id(doer, deed), expected=None)


def decide_linked(doer: Doer, deed: Deed) -> None:
    decide_case(
        actor=official(doer, deed), case_id=linked_id(doer, deed), expected=None, outcome=Outcome.GRANTED,
        text=texts.GRANTED,
    )  # fmt: skip


def hand_over_linked(doer: Doer, deed: Deed) -> None:
    told = doer.told_of(deed)
    hand_over_result(
        actor=official(doer, deed), case_id=linked_id(doer, deed), expected=None, receiver=told.person.name,
        identity_shown=texts.SHOWN, way=told.wanted,
    )  # fmt: skip


VERBS: dict[str, Callable[[Doer, Deed], None]] = {
    act.__name__: act
    for act in (
        draft_linked, fill_linked, attach_linked, submit_linked, accept_linked, forward_linked, decide_linked,
        hand_over_linked,
    )
}  # fmt: skip
