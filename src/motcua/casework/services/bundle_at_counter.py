"""Linked procedures opened for the person at the counter: one visit, papers once, a receipt for each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from motcua.base.documents.services import issue_document
from motcua.casework import bundled, papers
from motcua.casework.services.accept import Promise, take_in
from motcua.casework.services.bundles import office_of
from motcua.casework.services.counter import AtCounter, Brought, PaperTick, visit_of, write_down
from motcua.casework.surroundings import now_linked, papers_asked
from motcua.domain.cases.errors import BundleNotFound
from motcua.domain.cases.models import Bundle, BundleMember, Case
from motcua.domain.catalogue.queries.linked import linked_named
from motcua.domain.directory.models import Office
from motcua.kernel.actor import Actor
from motcua.kernel.text import fold


@transaction.atomic
def receive_bundle_at_counter(
    *,
    actor: Actor,
    key: str,
    brought: Brought,
    handed: Mapping[str, PaperTick],
    accept: bool = True,
    promise: Promise | None = None,
) -> list[Case]:
    """The first case is accepted here and now; those that need its result are written down where they are received.

    `handed` is what was handed in, once, by the folded name of the paper: originals lie with the first case that asks
    for them. Without `accept` the first one waits too. The faults of `receive_at_counter`; BundleNotFound for an
    unknown key or while one of its procedures is not received; NotReceivable names a member that no office takes.
    """
    linked, office = linked_named(key), Office.objects.select_related("agency").filter(pk=brought.office_id).first()
    if linked is None or office is None:
        raise BundleNotFound
    bundle = Bundle.objects.create(key=key, filer_id=brought.applicant.person_id)
    left = dict(handed)
    around = replace(brought.around, visit=visit_of(actor, brought, office))
    cases: dict[str, Case] = {}
    for place, (version, member) in enumerate(linked.pairs, start=1):
        one = replace(brought, version_id=version.pk, ticks=taken(left, version.pk), bundle_id=bundle.pk)
        if cases:
            one = replace(one, office_id=office_of(version, office).pk, around=later(around), elsewhere=True)
        else:
            one = replace(one, around=around)
        case, lines = write_down(actor, one)
        BundleMember.objects.create(case=case, bundle=bundle, place=place, after=cases.get(member.after))
        now_linked(case)
        if cases:
            tell_filed(actor, case, lines)
        elif accept:
            take_in(actor, case, promise or Promise(), lines)
        cases[member.code] = case
    return list(cases.values())


def taken(left: dict[str, PaperTick], version_id: UUID) -> list[PaperTick]:
    """What one of the procedures asks for, of what was handed in; further ones have it as a copy."""
    found = []
    for position, paper in enumerate(papers_asked(version_id), start=1):
        name = fold(paper.name)
        if name in left:
            tick = left[name]
            found.append(replace(tick, position=position))
            left[name] = replace(tick, originals=0, copies=1 if tick.originals or tick.copies else 0)
    return found


def later(around: AtCounter) -> AtCounter:
    """Around the further cases: the draft and the scan of the post's record belong to the first."""
    post = replace(around.post, scan=None) if around.post else None
    return replace(around, draft=None, post=post)


def tell_filed(actor: Actor, case: Case, lines: Sequence[papers.HandedIn]) -> None:
    """The person takes a filing receipt home for what is accepted later."""
    issue_document(
        kind="filing",
        number=case.filing_number,
        slip=papers.filing(case, lines, after=bundled.awaited(case)),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
