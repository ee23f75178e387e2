"""What the officials of a place arrange among themselves: a power delegated, days away with a deputy."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from motcua.casework.services.absence import enter_absence
from motcua.casework.services.delegate import Given, delegate
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.directory.actors import posts_of
from motcua.domain.directory.enums import SigningForm
from motcua.domain.directory.models import Person
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.ops.simulator import texts
from motcua.ops.simulator.demand import Offer, Place, Span
from motcua.ops.simulator.lives import LEADER, SPECIALIST
from motcua.ops.simulator.staff import Cast

DELEGATED_RANK = 2
"""The procedure whose decisions are delegated is the third most asked for of those decided at the place itself."""
LEAVE = timedelta(days=4)


@dataclass(frozen=True)
class Deputies:
    """Who acts in whose place: `code` is the procedure delegated at `unit`, `away` says who covers whom from–to."""

    unit: str = ""
    code: str = ""
    delegate: Actor | None = None
    away: tuple[tuple[Actor, Actor, date, date], ...] = ()

    def instead_of(self, official: Actor, unit: str, role: str, code: str) -> Actor:
        """Who does what `official` would do of a procedure today, with the posts they hold today."""
        if role == LEADER and self.delegate is not None and (unit, code) == (self.unit, self.code):
            return today(self.delegate)
        for absent, deputy, first, last in self.away:
            if absent is official and first <= clock.today() <= last:
                return today(deputy)
        return official


def today(actor: Actor) -> Actor:
    """With what was given to them for a time."""
    return replace(actor, posts=posts_of(Person.objects.get(pk__in=[actor.person_id])))


def arrange(place: Place, cast: Cast, span: Span, versions: dict[str, UUID]) -> Deputies:
    """Entered by the system at the first day: one delegation where the place decides itself, a leave at every desk of
    two.
    """
    code = delegated_code(place.offers)
    leaders, others = cast.get((place.unit, LEADER), []), cast.get((place.unit, SPECIALIST), [])
    given = None
    if code and leaders and others:
        given = others[-1]
        hand_down(place, leaders[0], given, span, versions[code])
    away = tuple(leave(actors, span, number) for number, actors in enumerate(cast.values()) if len(actors) > 1)
    return Deputies(place.unit, code, given, away)


def delegated_code(offers: tuple[Offer, ...]) -> str:
    own = sorted((offer for offer in offers if not offer.unit), key=lambda offer: (-offer.weight, offer.code))
    return own[DELEGATED_RANK].code if len(own) > DELEGATED_RANK else ""


def hand_down(place: Place, leader: Actor, receiver: Actor, span: Span, version_id: UUID) -> None:
    procedure = ProcedureVersion.objects.values_list("procedure", flat=True).get(pk=version_id)
    delegate(
        actor=SYSTEM,
        given=Given(
            agency_id=leader.posts[0].agency_id,
            giver_id=leader.posts[0].position_id,
            form=SigningForm.AUTHORISED,
            scopes=(f"procedure:{procedure}",),
            decision=texts.DELEGATED,
            decided_on=span.first,
            first_day=span.first,
            last_day=span.until.date() + timedelta(days=365),
            to_position_id=receiver.posts[0].position_id,
        ),
    )


def leave(actors: list[Actor], span: Span, number: int) -> tuple[Actor, Actor, date, date]:
    """The first of a desk is away for some days in the middle; each desk at another time."""
    absent, deputy = actors[0], actors[1]
    first = span.first + (span.until.date() - span.first) / 3 + timedelta(days=number % 7)
    enter_absence(
        actor=SYSTEM, position_id=absent.posts[0].position_id, first_day=first, last_day=first + LEAVE,
        deputy_id=deputy.posts[0].position_id, reason=texts.ON_LEAVE,
    )  # fmt: skip
    return absent, deputy, first, first + LEAVE
