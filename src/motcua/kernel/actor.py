"""Who acts: a frozen picture of the signed-in person, with the agency paths and rights they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

ActorKind = Literal["citizen", "official", "partner", "system"]


@dataclass(frozen=True, slots=True)
class Post:
    """One position held today. `agency_path` is "/H26/H26.12/" style: a prefix covers everything below."""

    position_id: UUID
    title: str
    agency_id: UUID
    agency_path: str
    roles: frozenset[str]
    permissions: frozenset[str]
    agency_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or machine behind an act. Officials carry posts, citizens only their person."""

    kind: ActorKind
    name: str
    account_id: UUID | None = None
    person_id: UUID | None = None
    posts: tuple[Post, ...] = ()

    def may(self, permission: str, agency_path: str | None = None) -> bool:
        """Whether some post gives `permission`, at the agency of `agency_path` or above it when a path is given."""
        return any(
            permission in post.permissions and (agency_path is None or agency_path.startswith(post.agency_path))
            for post in self.posts
        )

    def paths(self, permission: str) -> tuple[str, ...]:
        """The agency paths under which this actor holds `permission`."""
        return tuple(sorted({post.agency_path for post in self.posts if permission in post.permissions}))

    def post_for(self, permission: str, agency_path: str) -> Post | None:
        """The nearest post that gives `permission` at `agency_path`: the authority under which an act is done."""
        fitting: Iterable[Post] = (
            post for post in self.posts if permission in post.permissions and agency_path.startswith(post.agency_path)
        )
        return max(fitting, key=lambda post: len(post.agency_path), default=None)


SYSTEM = Actor(kind="system", name="Hệ thống")
