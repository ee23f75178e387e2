"""Hanoi on the eve of 1 July 2025, full of open cases: three levels of government, and nobody has heard of what comes.

A few lives are led by the real acts; all others are copies of them at other agencies, with their rows, their ledger
entries and new hashes, so that twenty thousand are there within a minute and fold as real ones do.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.base.access.models import Account
from motcua.base.ledger import chain
from motcua.base.ledger.models import Entry, Head
from motcua.base.territory.facts import hanoi_successions, hanoi_units
from motcua.casework import tracking
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.domain.cases.models import (
    Applicant,
    Case,
    CasePaper,
    ClockStop,
    Decision,
    HandOver,
    SupplementItem,
    SupplementRequest,
)
from motcua.domain.directory import validity
from motcua.domain.directory.actors import posts_of
from motcua.domain.directory.models import (
    Agency,
    AgencySuccession,
    Office,
    OfficeService,
    Person,
    Position,
)
from motcua.domain.directory.models import Counter as Desk
from motcua.domain.directory.queries.agencies import within
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_filing_number, new_id
from motcua.kernel.text import fold
from motcua.ops.demo.cases import Cast, Stage, everyday_versions
from motcua.ops.demo.names import made_up_people

TWO_LEVEL = date(2025, 7, 1)
BEGAN = date(2024, 1, 2)
ROLES = (("counter_official", "Công chức một cửa"), ("specialist", "Chuyên viên"), ("leader", "Chủ tịch"))
BESIDE = (Applicant, Task, CasePaper, ClockStop, SupplementRequest, Decision, HandOver, SubRequest)
AT_ONCE = 1000
QUESTION = "Thửa đất có vướng quy hoạch đường không?"
NEW_ADDRESSES = 0.6
"""Share of the people of a divided commune who write their address as it will be."""


def stand_still(districts: int) -> None:
    """The agencies of before, without an end; those of after are not founded yet. Only so many districts are kept."""
    later = Agency.objects.filter(kind="commune", valid__startswith=TWO_LEVEL)
    kept = Agency.objects.filter(kind="district").order_by("identifier").values_list("path", flat=True)[:districts]
    gone = Agency.objects.filter(kind__in=["district", "commune"]).exclude(within(kept))
    for agencies in (later, gone.filter(kind="commune"), gone):
        keys = list(agencies.values_list("pk", flat=True))
        AgencySuccession.objects.filter(models.Q(successor__in=keys) | models.Q(predecessor__in=keys)).delete()
        OfficeService.objects.filter(agency__in=keys).delete()
        Desk.objects.filter(office__agency__in=keys).delete()
        Office.objects.filter(agency__in=keys).delete()
        Agency.objects.filter(pk__in=keys).delete()
    for level in ("district", "commune"):
        Agency.objects.filter(kind=level).update(valid=validity.days(None, None))
    Office.objects.filter(agency__kind__in=["district", "commune"]).update(valid=validity.days(None, None))


def employ(agencies: Iterable[Agency]) -> None:
    """A counter official, a specialist and a leader at each, with accounts."""
    offices = dict(Office.objects.values_list("agency", "pk"))
    people, accounts, posts = [], [], []
    for agency in agencies:
        for role, title in ROLES:
            account = Account(username=f"{role[:4]}.{agency.identifier.lower()}", kind="official", password="!")
            name = f"{title} {agency.short_name}"
            person = Person(full_name=name, name_folded=fold(name), staff_account=account)
            office = offices.get(agency.pk) if role == "counter_official" else None
            valid = validity.days(BEGAN, None)
            place: dict[str, Any] = {"agency": agency, "office_id": office}
            posts.append(Position(person=person, title=title, roles=[role], valid=valid, **place))
            accounts.append(account)
            people.append(person)
    Account.objects.bulk_create(accounts, batch_size=AT_ONCE)
    Person.objects.bulk_create(people, batch_size=AT_ONCE)
    Position.objects.bulk_create(posts, batch_size=AT_ONCE)


def lives(agency: Agency, at: Any, neighbour: Agency) -> list[Case]:
    """One case in each open state, led there by the agency's own people; one of them asks the neighbour."""
    office = Office.objects.select_related("agency").get(agency=agency)
    cast = {role: actor_at(agency, role) for role, _ in ROLES}
    citizen = Actor(kind="citizen", name="")
    stage = Stage(
        Cast(citizen, cast["counter_official"], cast["specialist"], cast["leader"], office),
        everyday_versions(), made_up_people(),
    )  # fmt: skip
    makers = (stage.filed, stage.received, stage.processed, stage.before_leader, stage.decided, stage.returned)
    made = [make(at) for make in (*makers, stage.processed)]
    ask_agencies(
        actor=cast["specialist"], case_id=made[-1].pk, expected=None, kind="opinion", text=QUESTION,
        agencies=[AskedAgency(neighbour.pk, 480)],
    )  # fmt: skip
    return made


def actor_at(agency: Agency, role: str) -> Actor:
    post = Position.objects.select_related("person").get(agency=agency, roles=[role])
    return Actor("official", post.person.full_name, post.person.staff_account_id, post.person_id, posts_of(post.person))


@dataclass
class Pattern:
    """A life to be copied: its rows, its entries, and what stands for the agency in them."""

    case: Case
    rows: list[models.Model] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def pattern_of(case: Case) -> Pattern:
    rows: list[models.Model] = [row for model in BESIDE for row in model._default_manager.filter(case=case)]
    rows += list(SupplementItem.objects.filter(request__case=case))
    entries = list(Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).order_by("number"))
    return Pattern(Case.objects.get(pk=case.pk), rows, entries)


@dataclass
class Place:
    """What of an agency stands in the rows of a case."""

    agency: Agency
    office: Office
    posts: dict[str, Position]

    def ids(self) -> dict[str, tuple[str, ...]]:
        people = {role: (str(post.pk), str(post.person_id), str(post.person.staff_account_id))
                  for role, post in self.posts.items()}  # fmt: skip
        names = (str(self.agency.pk), self.agency.path, self.agency.name)
        return {"agency": names, "office": (str(self.office.pk), self.office.name), **people}


def places() -> dict[UUID, Place]:
    offices = {office.agency_id: office for office in Office.objects.filter(agency__kind__in=["district", "commune"])}
    posts: dict[UUID, dict[str, Position]] = {}
    for post in Position.objects.select_related("person"):
        posts.setdefault(post.agency_id, {})[post.roles[0]] = post
    found = Agency.objects.filter(kind__in=["district", "commune"]).order_by("path")
    return {one.pk: Place(one, offices[one.pk], posts[one.pk]) for one in found}


def neighbours(there: dict[UUID, Place]) -> dict[UUID, Place]:
    """The commune after each body in the order of their paths; after the last, the first."""
    communes = [place for place in there.values() if place.agency.kind == "commune"]
    ordered = list(there.values())
    after = {}
    for index, place in enumerate(ordered):
        rest = (one for one in (*ordered[index + 1 :], *communes) if one.agency.kind == "commune")
        after[place.agency.pk] = next(one for one in rest if one is not place)
    return after


class Copier:
    """Copies lives to agencies."""

    def __init__(self, patterns: list[Pattern], home: Place, beside: dict[UUID, Place], seed: int) -> None:
        self.patterns, self.home, self.beside, self.random = patterns, home, beside, Random(seed)
        self.numbers: Counter[str] = Counter()
        self.made: dict[type[models.Model], list[Any]] = {}
        self.addresses = Addresses(self.random)

    def copy(self, number: int, place: Place) -> None:
        pattern = self.patterns[number % len(self.patterns)]
        change = self.changes(pattern, place)
        table = re.compile("|".join(re.escape(old) for old in sorted(change, key=len, reverse=True)))

        def now(text: str) -> str:
            return table.sub(lambda found: change[found.group()], text)

        for row in (pattern.case, *pattern.rows):
            fresh = type(row)(**{one.attname: changed(row, one, now) for one in row._meta.concrete_fields})
            if isinstance(fresh, Applicant):
                fresh.address = self.addresses.of(place.agency)
            if isinstance(fresh, Case):
                fresh.tracking_digest = tracking.digest_of(fresh)
            self.made.setdefault(type(row), []).append(fresh)
        self.tell(pattern, now)
        if len(self.made[Case]) >= AT_ONCE:
            self.write()

    def changes(self, pattern: Pattern, place: Place) -> dict[str, str]:
        """Old text to new: every id of the life, and everything of its agency."""
        found = {str(row.pk): str(new_id()) for row in (pattern.case, *pattern.rows)}
        found[pattern.case.filing_number] = new_filing_number()
        if pattern.case.code:
            self.numbers[place.agency.identifier] += 1
            day = pattern.case.code.split("-")[1]
            code = f"{place.agency.identifier}-{day}-{self.numbers[place.agency.identifier] + 100:04d}"
            found[pattern.case.code] = code
        asked, theirs = self.beside[self.home.agency.pk].ids(), self.beside[place.agency.pk].ids()
        found |= dict(zip(asked["agency"], theirs["agency"], strict=True))
        theirs = place.ids()
        for name, parts in self.home.ids().items():
            found |= dict(zip(parts, theirs[name], strict=True))
        return found

    def tell(self, pattern: Pattern, now: Any) -> None:
        """The same entries, chained anew."""
        previous = chain.GENESIS
        names = [name for name in chain.Record.__dataclass_fields__ if name not in ("at", "facts", "previous_hash")]
        for entry in pattern.entries:
            told = {name: getattr(entry, name) for name in names}
            told = {name: now(str(value)) if isinstance(value, str | UUID) else value for name, value in told.items()}
            facts = json.loads(now(json.dumps(entry.facts, ensure_ascii=False)))
            record = chain.Record(at=chain.moment(entry.at), facts=facts, previous_hash=previous, **told)
            previous = chain.hash_of(record)
            row = {name: getattr(record, name) for name in chain.Record.__dataclass_fields__}
            self.made.setdefault(Entry, []).append(Entry(**(row | {"at": entry.at, "hash": previous})))
        head = Head(subject_kind="case", subject_id=record.subject_id, number=record.number, hash=previous)
        self.made.setdefault(Head, []).append(head)

    def write(self) -> None:
        for model in (Case, *BESIDE, SupplementItem, Head, Entry):
            rows = self.made.pop(model, [])
            model._default_manager.bulk_create(rows, batch_size=AT_ONCE)


def changed(row: models.Model, one: Any, now: Any) -> Any:
    value = getattr(row, one.attname)
    if isinstance(value, UUID):
        return UUID(now(str(value)))
    if isinstance(one, models.JSONField | ArrayField) or not isinstance(value, str) or not value:
        return value
    return now(value)


class Addresses:
    """Where the people of an agency live: in its commune or one of its communes, written as before or as later."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.units = {unit.code: unit for unit in hanoi_units() if unit.era == "three-level"}
        self.later = {unit.code: unit for unit in hanoi_units() if unit.era == "two-level"}
        self.heirs: dict[str, list[str]] = {}
        for step in hanoi_successions():
            self.heirs.setdefault(step.old_code, []).append(step.new_code)
        self.below: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.level == "commune":
                self.below.setdefault(unit.parent_code, []).append(unit.code)

    def of(self, agency: Agency) -> str:
        code = agency.territory_code
        if agency.kind == "district":
            code = self.random.choice(self.below[code])
        house = f"Số {self.random.randrange(1, 400)}"
        heirs = self.heirs[code]
        if len(heirs) > 1 and self.random.random() < NEW_ADDRESSES:
            return f"{house}, {self.later[self.random.choice(heirs)].name}, Hà Nội"
        unit = self.units[code]
        return f"{house}, {unit.name}, {self.units[unit.parent_code].name}, Hà Nội"
