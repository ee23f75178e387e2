"""Personal texts at rest: a model field that seals what it stores, and the keyed digest that finds it again."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull

from motcua.kernel import keyring


def digest_of(text: str) -> str:
    """64 hexadecimal digits under the key kept outside the database; upper and lower case and spaces do not count."""
    return keyring.digest(text)


def digests_of(text: str) -> list[str]:
    """As the present key and those being rotated out make it: what is looked for may stand under any of them."""
    return keyring.digests(text)


class Sealed:
    """A field whose values stand encrypted in the database; what `motcua keys rotate` asks to seal them anew."""

    found_by = ""
    """The field with the digest of this one, so that both are rotated together."""
    stored_as = "bytea"

    def sealed_of(self, stored: Any) -> bytes | None:
        """The sealed bytes in what the database holds; None where it stands there plain."""
        return bytes(stored)

    def plain_of(self, stored: Any) -> bytes:
        """What is to be sealed of a value that stands plain."""
        raise NotImplementedError

    def stored_of(self, sealed: bytes) -> Any:
        """Sealed bytes as a parameter of a statement."""
        return sealed

    def as_stored(self, stored: Any) -> Any:
        """What was read from the database as a parameter of a statement."""
        return stored


class SealedTextField(Sealed, models.Field):
    """A text that stands encrypted in the database (bytea). It can be asked for null, and searched by nothing else.

    Reading raises motcua.kernel.vault.Unreadable when the bytes were changed or the key is another.
    """

    description = "Sealed text"

    def __init__(self, *args: Any, found_by: str = "", **kwargs: Any) -> None:
        self.found_by = found_by
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        text = self.get_prep_value(value)
        if text is None:
            return None
        return connection.Database.Binary(keyring.seal(text))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else keyring.unseal(bytes(value))

    def to_python(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"{self.name} is sealed: search by its digest")

    def get_transform(self, lookup_name: str) -> None:
        raise FieldError(f"{self.name} is sealed: search by its digest")
