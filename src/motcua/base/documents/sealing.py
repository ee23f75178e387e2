"""Facts of papers at rest: packed and sealed, so that a copy of the database tells nothing of whom they are."""

import base64
import json
import zlib
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull
from psycopg.types.json import Jsonb

from motcua.base.access.vault import Sealed
from motcua.kernel import keyring, vault


class SealedFactsField(Sealed, models.JSONField):
    """A JSON object that stands in the database as one JSON text: base64 of the sealed, deflated object.

    What was written before it was sealed stands as an object and is read as it is, until a rotation of keys seals it.
    Reading raises motcua.kernel.vault.Unreadable when the text was changed or the key is another.
    """

    description = "Sealed JSON"
    stored_as = "jsonb"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_text(keyring.seal_bytes(packed(value))), connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        told = super().from_db_value(value, expression, connection)
        return told if not isinstance(told, str) else unpacked(keyring.unseal_bytes(_bytes(told)))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"{self.name} is sealed: nothing is found by it")

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is sealed: nothing is found by it")

    def sealed_of(self, stored: Any) -> bytes | None:
        return _bytes(stored) if isinstance(stored, str) else None

    def plain_of(self, stored: Any) -> bytes:
        return packed(stored)

    def stored_of(self, sealed: bytes) -> Any:
        return Jsonb(_text(sealed))

    def as_stored(self, stored: Any) -> Any:
        return Jsonb(stored)


def packed(facts: Any) -> bytes:
    return zlib.compress(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(plain: bytes) -> Any:
    return json.loads(zlib.decompress(plain))


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise vault.Unreadable("no sealed facts") from error
