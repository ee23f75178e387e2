"""Who acts: a frozen picture of the signed-in person, with the agency paths and rights they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

ActorKind = Literal["citizen", "official", "partner", "system"]


@dataclass(frozen=True, slots=True)
class Post:
    """One position held today. `agency_path` is "/H26/H26.12/" style: a prefix covers everything below.

    Under a delegation: `position_id` is who acts, the agency whose power it is; `only` names the matters (None: all),
    `signs` how such an act is signed. For somebody absent: `stands_for` is the position of that person.
    `former_paths` are those of bodies whose work went to this agency: what ended there may be read, no more.
    `skills` are the holder's own, whatever they act under.
    """

    position_id: UUID
    title: str
    agency_id: UUID
    agency_path: str
    roles: frozenset[str]
    permissions: frozenset[str]
    agency_name: str = ""
    delegation_id: UUID | None = None
    only: frozenset[str] | None = None
    signs: str = ""
    stands_for: UUID | None = None
    former_paths: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()

    def reaches(self, agency_path: str, matter: frozenset[str] = frozenset()) -> bool:
        """Whether the post counts for something of `matter` (scopes such as "procedure:<id>") at an agency.

        One's own posts reach everything below; a delegation its own agency alone, and of that only what it names.
        """
        if self.delegation_id is None:
            return agency_path.startswith(self.agency_path)
        return agency_path == self.agency_path and (self.only is None or bool(self.only & matter))


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or machine behind an act. Officials carry posts, citizens only their person."""

    kind: ActorKind
    name: str
    account_id: UUID | None = None
    person_id: UUID | None = None
    posts: tuple[Post, ...] = ()

    def may(self, permission: str, agency_path: str | None = None, matter: frozenset[str] = frozenset()) -> bool:
        """Whether some post gives `permission`, at the agency of `agency_path` or above it when a path is given.

        A delegation counts there only for a `matter` it names.
        """
        return any(
            permission in post.permissions and (agency_path is None or post.reaches(agency_path, matter))
            for post in self.posts
        )

    def paths(self, permission: str) -> tuple[str, ...]:
        """The agency paths under which this actor holds `permission` by own posts."""
        own = (post for post in self.posts if post.delegation_id is None)
        return tuple(sorted({post.agency_path for post in own if permission in post.permissions}))

    def former(self, permission: str) -> tuple[str, ...]:
        """The paths of former bodies whose work came to agencies where own posts give `permission`."""
        own = [post for post in self.posts if post.delegation_id is None and permission in post.permissions]
        return tuple(sorted({path for post in own for path in post.former_paths}))

    def readable(self, permission: str) -> tuple[str, ...]:
        """`paths` and `former` together."""
        return (*self.paths(permission), *self.former(permission))

    def delegated(self, permission: str) -> tuple[Post, ...]:
        """The posts that give `permission` by delegation."""
        return tuple(post for post in self.posts if post.delegation_id is not None and permission in post.permissions)

    def post_for(self, permission: str, agency_path: str, matter: frozenset[str] = frozenset()) -> Post | None:
        """The nearest post that gives `permission` at `agency_path`: the authority under which an act is done.

        Where a delegation covers the matter, it is the authority.
        """
        fitting: Iterable[Post] = (
            post for post in self.posts if permission in post.permissions and post.reaches(agency_path, matter)
        )
        return max(fitting, key=lambda post: (post.delegation_id is not None, len(post.agency_path)), default=None)


SYSTEM = Actor(kind="system", name="Hệ thống")
