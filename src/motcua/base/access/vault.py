"""Personal texts at rest: model fields that seal what they store, and the keyed digests that find it again.

Identity numbers stand in columns of bytes. Telephones, e-mail and postal addresses stand in the text columns they have
always had: what bears a mark is sealed, what bears none was written before there were seals and is read as it is,
until the worker has sealed it (`ops/sealing.py`, decision 41).
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Q
from django.db.models.lookups import IsNull, Lookup

from motcua.kernel import keyring, vault
from motcua.kernel.packing import packed, unpacked


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
    digest_as = "text"
    in_place = False
    """Whether rows may hold it plain that the worker is to seal (`ops/sealing.py`)."""

    def is_nothing(self, stored: Any) -> bool:
        """Nothing there that could be sealed."""
        return stored is None

    def text_of(self, plain: bytes) -> str:
        """The text whose digest finds it."""
        return plain.decode()

    def digest_of(self, whole: str) -> Any:
        """The digest as its field holds it, of the 64 hexadecimal digits of the whole one."""
        return whole

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


class IsPlain(Lookup):
    """`field__is_plain=True`: there is a text, and it bears no mark. Written out, so that an index of such rows is
    used."""

    lookup_name = "is_plain"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        assert self.rhs is True and not params
        return f"({column} <> '' AND left({column}, {len(vault.MARK)}) <> '{vault.MARK}')", ()


class Plainly(Lookup):
    """`field__plainly=text`: the row still holds this very text."""

    lookup_name = "plainly"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        plain, _ = IsPlain(self.lhs, True).as_sql(compiler, connection)
        column, params = self.process_lhs(compiler, connection)
        return f"({column} = %s AND {plain})", (*params, self.rhs)


class IsEmpty(Lookup):
    """`field__is_empty=True`: nobody told it."""

    lookup_name = "is_empty"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        assert self.rhs is True
        return f"{column} = ''", tuple(params)


class SealedInPlaceField(Sealed, models.TextField):
    """A text that stands packed and encrypted in a text column: base64 behind a mark. An empty text stays empty, and
    one without the mark is read as it is. It can be asked whether it is empty or still plain, and searched by its
    digest only.

    Reading raises motcua.kernel.vault.Unreadable when the text was changed or the key is another.
    """

    description = "Text sealed in its place"
    stored_as, digest_as, in_place = "text", "uuid", True
    asked = {"isnull": IsNull, "is_plain": IsPlain, "plainly": Plainly, "is_empty": IsEmpty}

    def __init__(self, *args: Any, found_by: str = "", **kwargs: Any) -> None:
        """`found_by` names the ShortDigestField of this one, so that both are rotated together."""
        self.found_by = found_by
        super().__init__(*args, **kwargs)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return self.stored_of(keyring.seal_bytes(packed(str(value)))) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        sealed = self.sealed_of(value) if value else None
        return value if sealed is None else self.text_of(keyring.unseal_bytes(sealed))

    def is_nothing(self, stored: Any) -> bool:
        return not stored

    def sealed_of(self, stored: Any) -> bytes | None:
        return vault.unmarked(stored) if vault.is_marked(stored) else None

    def plain_of(self, stored: Any) -> bytes:
        return packed(str(stored))

    def stored_of(self, sealed: bytes) -> str:
        return vault.marked(sealed)

    def text_of(self, plain: bytes) -> str:
        try:
            return unpacked(plain)
        except ValueError as error:
            raise vault.Unreadable("no text was sealed") from error

    def digest_of(self, whole: str) -> UUID:
        return short_digest(whole)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in self.asked:
            return self.asked[lookup_name]
        raise FieldError(f"{self.name} is sealed: search by its digest")

    def get_transform(self, lookup_name: str) -> None:
        raise FieldError(f"{self.name} is sealed: search by its digest")


class ShortDigestField(models.UUIDField):
    """The first 128 bits of the keyed digest of the field `of`, in the form PostgreSQL keeps in 16 bytes; None where
    there is no text, and while the text stands plain. Made when the row is written.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs | {"null": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: Any, add: bool) -> UUID | None:
        text = getattr(model_instance, self.of)
        found = short_digest(keyring.digest(text)) if text else None
        setattr(model_instance, self.attname, found)
        return found


def short_digest(whole: str) -> UUID:
    """Of 64 hexadecimal digits the first half."""
    return UUID(whole[:32])


def holds(field: str, text: str) -> Q:
    """Rows whose sealed-in-place `field` (a path such as "applicant__phone") is this whole text, sealed under whichever
    key or still plain. Its digest field is named after it: `…_digest`.
    """
    if not text:
        return Q(**{f"{field}__is_empty": True})
    known = [short_digest(one) for one in keyring.digests(text)]
    return Q(**{f"{field}_digest__in": known}) | Q(**{f"{field}__plainly": text})


def some_plain(*fields: str) -> Q:
    """Rows in which one of these sealed-in-place fields still stands plain: the condition of the index of such rows."""
    found = Q()
    for name in fields:
        found |= Q(**{f"{name}__is_plain": True})
    return found
