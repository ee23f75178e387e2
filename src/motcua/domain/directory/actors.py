"""From an account to the Actor that acts: the person behind it and the posts they hold today."""

from motcua.base.access.models import Account
from motcua.base.access.roles import permissions_of
from motcua.domain.directory.models import Person, Position
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post


def actor_for(account: Account) -> Actor | None:
    """The actor of an active citizen's or official's account; None when nobody stands behind it any more.

    Two statements for an official (person; today's positions with their agencies), one for a citizen.
    """
    official = account.kind == "official"
    link = {"staff_account": account.pk} if official else {"account": account.pk}
    person = Person.objects.only("id", "full_name").filter(**link).first()
    if person is None:
        return None
    return Actor(
        kind="official" if official else "citizen",
        name=person.full_name,
        account_id=account.pk,
        person_id=person.pk,
        posts=posts_of(person) if official else (),
    )


def posts_of(person: Person) -> tuple[Post, ...]:
    """The positions a person holds today in agencies that exist today, longest path first."""
    today = clock.today()
    held = (
        Position.objects.select_related("agency")
        .filter(person=person, valid__contains=today, agency__valid__contains=today)
        .order_by("-agency__path", "title")
    )
    return tuple(
        Post(
            position_id=position.pk,
            title=position.title,
            agency_id=position.agency_id,
            agency_path=position.agency.path,
            roles=frozenset(position.roles),
            permissions=permissions_of(position.roles),
            agency_name=position.agency.name,
        )
        for position in held
    )
