"""Personal texts at rest: a model field that seals what it stores, and the keyed digest that finds it again."""

from typing import Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull

from motcua.kernel import vault


def digest_of(text: str) -> str:
    """64 hexadecimal digits under the key kept outside the database; upper and lower case and spaces do not count."""
    return vault.digest(text, settings.MOTCUA_DIGEST_KEY)


class SealedTextField(models.Field):
    """A text that stands encrypted in the database (bytea). It can be asked for null, and searched by nothing else.

    Reading raises motcua.kernel.vault.Unreadable when the bytes were changed or the key is another.
    """

    description = "Sealed text"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        text = self.get_prep_value(value)
        if text is None:
            return None
        return connection.Database.Binary(vault.seal(text, settings.MOTCUA_SEALING_KEY))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else vault.unseal(bytes(value), settings.MOTCUA_SEALING_KEY)

    def to_python(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"{self.name} is sealed: search by its digest")

    def get_transform(self, lookup_name: str) -> None:
        raise FieldError(f"{self.name} is sealed: search by its digest")
