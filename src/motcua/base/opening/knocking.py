"""Connections that know every password their role may have: one may change while processes run.

A role of PostgreSQL has one password. While it is rotated no process can know which, so what failed with the present
key's is tried with the others that may count, also with those that came within the last second.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self, TypeVar

import psycopg

from motcua.kernel.database import passwords_of


class Knocking:
    """Passwords still to be tried, the one the settings were made with as the last of those known; once they have
    failed the keys are looked at again.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.role = str(told["user"])
        self.known = list(dict.fromkeys([*passwords_of(self.role), str(told.get("password", ""))]))
        self.tried = 0

    def __iter__(self) -> Iterator[str]:
        while self.tried < len(self.known):
            self.tried += 1
            yield self.known[self.tried - 1]

    def over(self) -> bool:
        """Whether nothing is left to try."""
        if self.tried == len(self.known):
            self.known += [one for one in passwords_of(self.role, anew=True) if one not in self.known]
        return self.tried == len(self.known)


T = TypeVar("T")


def opened(told: Mapping[str, Any], knock: Callable[[str], T]) -> T:
    """What `knock` gives for the first password that opens; its last failure where none does."""
    knocking = Knocking(told)
    for password in knocking:
        try:
            return knock(password)
        except psycopg.OperationalError:
            if knocking.over():
                raise
    raise AssertionError("a role has a password")


class Connection(psycopg.Connection[Any]):
    """As psycopg's own, but for the password, which is looked up each time."""

    @classmethod
    def connect(cls, conninfo: str = "", **told: Any) -> Self:
        knock = super().connect
        return opened(told, lambda password: knock(conninfo, **told | {"password": password}))


class AsyncConnection(psycopg.AsyncConnection[Any]):
    """The same for the worker, whose jobs are fetched without blocking."""

    @classmethod
    async def connect(cls, conninfo: str = "", **told: Any) -> Self:
        knocking = Knocking(told)
        for password in knocking:
            try:
                return await super().connect(conninfo, **told | {"password": password})
            except psycopg.OperationalError:
                if knocking.over():
                    raise
        raise AssertionError("a role has a password")
