"""Linked cases of one filing as its people see them: one entry with its parts, each with its own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from motcua.casework.queries.lines import BEHIND, WAITING, Line, lines
from motcua.domain.cases.errors import BundleNotFound
from motcua.domain.cases.models import Bundle, BundleMember, Case
from motcua.domain.cases.permissions import is_filer, may_see
from motcua.domain.cases.states import State
from motcua.domain.catalogue.bundles import bundle_named
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

MOST = 50
LINKED = Words("Hồ sơ liên thông", "Linked cases")


@dataclass(frozen=True, slots=True)
class Part:
    """One case of it; `after` is the one whose result it still waits for, `system` whose register it ends in."""

    line: Line
    after: Case | None
    system: Words


@dataclass(frozen=True, slots=True)
class Together:
    """The whole of it in the order of its parts."""

    bundle: Bundle
    parts: Sequence[Part]

    @property
    def words(self) -> Words:
        kind = bundle_named(self.bundle.key)
        return kind.words if kind else LINKED

    @property
    def states(self) -> set[State]:
        return {part.line.case.legal_state for part in self.parts}

    @property
    def is_unsent(self) -> bool:
        return State.DRAFT in self.states

    @property
    def is_behind(self) -> bool:
        return self.states <= set(BEHIND)

    @property
    def section(self) -> str:
        """Where the list of one's own cases has it: by the part that wants the person's eye most."""
        if self.is_unsent:
            return "drafts"
        if self.states & set(WAITING):
            return "waiting"
        return "ready" if State.DECIDED in self.states else "others"


def together_of(actor: Actor, bundle: Bundle) -> Together:
    """One of them, with the parts that are this person's."""
    return read([bundle], actor)[0]


def find_together(actor: Actor, bundle_id: UUID) -> Together:
    """With the parts this actor may see: a citizen their own, an official those of their agencies. BundleNotFound."""
    bundle = Bundle.objects.filter(pk=bundle_id).first()
    if bundle is not None:
        found = read([bundle], actor)[0]
        if found.parts:
            return found
    raise BundleNotFound


def all_together(actor: Actor, own: QuerySet[Case], most: int = MOST) -> list[Together]:
    """Those that `own` cases belong to, the newest first."""
    ids = BundleMember.objects.filter(case__in=own).values("bundle")
    found = list(Bundle.objects.filter(pk__in=ids).order_by("-made_at", "-pk")[:most])
    return read(found, actor) if found else []


def read(bundles: Sequence[Bundle], actor: Actor) -> list[Together]:
    """With their parts, in a fixed number of statements."""
    related = ("case__applicant", "case__procedure_version__procedure", "case__office", "case__resolving_agency",
               "case__visit__office__agency",
               "after__applicant")  # fmt: skip
    found = BundleMember.objects.filter(bundle__in=bundles).select_related(*related).order_by("place")
    sees = may_see if actor.kind == "official" else is_filer
    members = [one for one in found if sees(actor, one.case)]
    shown = {line.case.pk: line for line in lines([one.case for one in members])}
    by_bundle: dict[UUID, list[Part]] = {one.pk: [] for one in bundles}
    keys = {one.pk: one.key for one in bundles}
    for one in members:
        by_bundle[one.bundle_id].append(Part(shown[one.case_id], awaited(one), system_of(keys[one.bundle_id], one)))
    return [Together(one, by_bundle[one.pk]) for one in bundles]


def awaited(member: BundleMember) -> Case | None:
    """The case whose result is still to come."""
    earlier = member.after
    return earlier if earlier and not earlier.decided_at and not earlier.ended_at else None


def system_of(key: str, member: BundleMember) -> Words:
    kind = bundle_named(key)
    code = member.case.procedure_version.procedure.code
    known = {one.code: one.system for one in kind.members} if kind else {}
    return known.get(code, Words("", ""))
