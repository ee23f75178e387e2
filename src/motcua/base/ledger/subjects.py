"""What an entry is about."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing with a life of its own, such as `Subject("case", case.pk)`. Its entries form one chain."""

    kind: str
    id: str | UUID | int

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", str(self.id))
        if not self.kind or not self.id:
            raise ValueError("a subject has a kind and an id")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
