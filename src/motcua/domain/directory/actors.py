"""From an account to the Actor that acts: the person behind it, the posts they hold today, and what was given to them.

What is given for a time (a delegation, a colleague's desk during an absence) becomes posts besides one's own, so that
it begins and ends by itself with its days.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from motcua.base.access import permissions as p
from motcua.base.access.models import Account
from motcua.base.access.roles import Leader, permissions_of
from motcua.base.compiled import compiled
from motcua.base.edition import edition, kept
from motcua.domain.directory.models import Absence, Delegation, Person, Position
from motcua.domain.directory.models.delegations import EVERYTHING
from motcua.domain.directory.queries.succession import former_paths
from motcua.domain.directory.signing import signed_as
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind, Post

DELEGATED = frozenset({p.CASE_SEE, p.CASE_DECIDE})


def actor_for(account: Account) -> Actor | None:
    """The actor of an active citizen's or official's account; None when nobody stands behind it any more.

    Of an official none while the edition stands by which the account was read; then their positions of today with
    their agencies, a second for one who holds none. A citizen's person is one.
    """
    if account.kind != "official":
        return _behind("citizen", _citizen.first(account.pk), account)
    mark = edition() if account.edition is None else account.edition
    return official_kept(account.pk, clock.today(), mark) or _behind("official", _official.first(account.pk), account)


@kept
def official_kept(account_id: UUID, today: date, mark: str) -> Actor | None:
    """None for one who holds no position today."""
    held = _held_by(account_id, today)
    if not held:
        return None
    name: str = held[0].holder  # type: ignore[attr-defined]
    return Actor("official", name, account_id, held[0].person_id, _posts(held))


def _behind(kind: ActorKind, person: Person | None, account: Account) -> Actor | None:
    return None if person is None else Actor(kind, person.full_name, account.pk, person.pk)


@compiled
def _official(account_id: UUID) -> QuerySet[Person]:
    return Person.objects.only("id", "full_name").filter(staff_account=account_id)


@compiled
def _citizen(account_id: UUID) -> QuerySet[Person]:
    return Person.objects.only("id", "full_name").filter(account=account_id)


def posts_of(person: Person) -> tuple[Post, ...]:
    """The positions a person holds today in agencies that exist today, longest path first; then what was given."""
    return _posts(list(_positions(clock.today()).filter(person=person)))


def _posts(held: Sequence[Position]) -> tuple[Post, ...]:
    extra = [*(post for one in held for post in _given(one)), *(post for one in held for post in _covered(one))]
    return (*(own_post(position) for position in held), *extra)


@compiled
def _held_by(account_id: UUID, today: date) -> QuerySet[Position]:
    return _positions(today).filter(person__staff_account=account_id).annotate(holder=F("person__full_name"))


def _positions(today: date) -> QuerySet[Position]:
    return (
        Position.objects.select_related("agency")
        .filter(valid__contains=today, agency__valid__contains=today)
        .annotate(given=ArraySubquery(given_to(today)), covers=ArraySubquery(covered_by(today)))
        .annotate(former=ArraySubquery(former_paths(OuterRef("agency"))))
        .order_by("-agency__path", "title")
    )


def own_post(position: Position) -> Post:
    return Post(
        position_id=position.pk,
        title=position.title,
        agency_id=position.agency_id,
        agency_path=position.agency.path,
        roles=frozenset(position.roles),
        permissions=permissions_of(position.roles),
        agency_name=position.agency.name,
        former_paths=tuple(getattr(position, "former", ())),
        skills=frozenset(position.skills),
    )


def given_to(today: date) -> QuerySet[Any]:
    """Delegations that hold today, to the position of the outer query or to the agency it leads."""
    standing = Q(giver=None) | Q(giver__valid__contains=today)
    return (
        Delegation.objects.filter(standing, valid__contains=today, agency__valid__contains=today)
        .filter(Q(to_position=OuterRef("pk")) | Q(to_agency=OuterRef("agency_id"), to_agency__valid__contains=today))
        .order_by("made_at", "pk")
        .values(
            json=JSONObject(
                id="pk", form="form", title="title", scopes="scopes", decision="decision", to_agency="to_agency",
                agency="agency_id", path=F("agency__path"), name=F("agency__name"),
            )
        )
    )  # fmt: skip


def covered_by(today: date) -> QuerySet[Any]:
    """Positions whose holders are away today and named the outer position, or named somebody away who named it."""
    away = Absence.objects.filter(valid__contains=today, position__valid__contains=today)
    further = Absence.objects.filter(valid__contains=today, deputy=OuterRef(OuterRef("pk"))).values("position")
    return (
        away.filter(Q(deputy=OuterRef("pk")) | Q(deputy__in=further))
        .exclude(position__person=OuterRef("person"))
        .order_by("position__person__name_folded", "pk")
        .values(
            json=JSONObject(
                position="position_id", roles=F("position__roles"), title=F("position__title"),
                agency="position__agency_id", path=F("position__agency__path"), name=F("position__agency__name"),
                who=F("position__person__full_name"),
            )
        )
    )  # fmt: skip


def _given(position: Position) -> Iterator[Post]:
    """To an agency means to who leads it."""
    rows: list[Mapping[str, Any]] = position.given  # type: ignore[attr-defined]
    for row in rows:
        if row["to_agency"] is not None and Leader.name not in position.roles:
            continue
        lines = signed_as(row["form"], row["title"], row["name"], position.title)
        yield Post(
            position_id=position.pk,
            title=f"{position.title}, {lines.splitlines()[0]} ({row['decision']})",
            agency_id=UUID(row["agency"]),
            agency_path=row["path"],
            roles=frozenset({Leader.name}),
            permissions=DELEGATED,
            agency_name=row["name"],
            delegation_id=UUID(row["id"]),
            only=None if EVERYTHING in row["scopes"] else frozenset(row["scopes"]),
            signs=lines,
            skills=frozenset(position.skills),
        )


def _covered(position: Position) -> Iterator[Post]:
    """Somebody's desk, with what the deputy's own post allows besides: being away gives nobody more rights."""
    rows: list[Mapping[str, Any]] = position.covers  # type: ignore[attr-defined]
    for row in rows:
        roles = frozenset(row["roles"]) & frozenset(position.roles)
        yield Post(
            position_id=position.pk,
            title=f"{position.title}, thay {row['title']} {row['who']}",
            agency_id=UUID(row["agency"]),
            agency_path=row["path"],
            roles=roles,
            permissions=permissions_of(roles) if row["path"].startswith(position.agency.path) else frozenset(),
            agency_name=row["name"],
            stands_for=UUID(row["position"]),
            skills=frozenset(position.skills),
        )
