"""Connections that know every password their role may have: one may change while processes run.

A role of PostgreSQL has one password. While it is rotated no process can know which, so what failed with the present
key's is tried with the others that may count, also with those that came within the last second.
"""

from collections.abc import Callable, Iterator
from typing import Any, Self, TypeVar

import psycopg

from motcua.kernel.database import passwords_of


class Knocking:
    """Passwords still to be tried; the keys are looked at again once those known have failed."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.known = passwords_of(role)
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


def opened(role: str, knock: Callable[[str], T]) -> T:
    """What `knock` gives for the first password that opens; its last failure where none does."""
    knocking = Knocking(role)
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
        return opened(str(told["user"]), lambda password: knock(conninfo, **told | {"password": password}))


class AsyncConnection(psycopg.AsyncConnection[Any]):
    """The same for the worker, whose jobs are fetched without blocking."""

    @classmethod
    async def connect(cls, conninfo: str = "", **told: Any) -> Self:
        knocking = Knocking(str(told["user"]))
        for password in knocking:
            try:
                return await super().connect(conninfo, **told | {"password": password})
            except psycopg.OperationalError:
                if knocking.over():
                    raise
        raise AssertionError("a role has a password")
