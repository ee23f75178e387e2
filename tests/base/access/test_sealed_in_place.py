"""Telephones and addresses stand sealed in their text columns; what stood plain before is read and found as well."""

import secrets
from dataclasses import replace

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from motcua.base.access.models import Account
from motcua.base.access.vault import holds
from motcua.domain.directory.models import Person
from motcua.kernel import keyring, vault
from motcua.kernel.home import Home
from motcua.kernel.vault import MARK, Unreadable

pytestmark = pytest.mark.django_db
PHONE, EMAIL, ADDRESS = "0912345678", "lan@vidu.vn", "Số 1 phố Huế"


def lan(**told: str) -> Person:
    return Person(full_name="Lan", name_folded="lan", phone=PHONE, **told)


def kept(person: Person) -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, email, address FROM directory_person WHERE id = %s", [person.pk])
        return cursor.fetchone()


def write_plainly(person: Person, **told: str | None) -> None:
    """As code of before does."""
    with connection.cursor() as cursor:
        for column, text in told.items():
            cursor.execute(f"UPDATE directory_person SET {column} = %s WHERE id = %s", [text, person.pk])


def found(text: str) -> list[Person]:
    return list(Person.objects.filter(holds("phone", text)))


def test_nothing_of_it_stands_in_the_row_and_all_of_it_is_read_back() -> None:
    person = lan(email=EMAIL, address=ADDRESS)
    person.save()
    texts = kept(person)
    assert all(text.startswith(MARK) for text in texts)
    assert not any(part in text for text in texts for part in (PHONE, EMAIL, "phố", "Huế"))
    read = Person.objects.get(pk=person.pk)
    assert (read.phone, read.email, read.address) == (PHONE, EMAIL, ADDRESS)
    assert Person.objects.values_list("phone", "email").get(pk=person.pk) == (PHONE, EMAIL)
    other = lan(email=EMAIL)
    other.save()
    assert kept(other)[1] != texts[1], "the same text twice does not look the same"


def test_what_is_empty_stays_empty_and_has_no_digest() -> None:
    person = Person.objects.create(full_name="Không", name_folded="khong")
    assert kept(person) == ("", "", "") and person.phone_digest is None
    assert found("") == [person] and found(PHONE) == []


def test_the_digest_follows_the_telephone_however_it_is_written() -> None:
    one, other = Person.objects.bulk_create([lan(), lan()])
    assert set(found(PHONE)) == {one, other} and one.phone_digest == other.phone_digest
    one.phone = "0987654321"
    one.save()
    other.phone = ""
    other.save(update_fields=["phone", "phone_digest"])
    assert (found(PHONE), found("0987654321")) == ([], [one])
    assert Person.objects.get(pk=other.pk).phone_digest is None


def test_what_stands_plain_is_read_as_it_is_and_found_whole_only() -> None:
    person = lan()
    person.save()
    write_plainly(person, phone=PHONE, phone_digest=None, email=EMAIL, address="~ $1 ngõ")
    read = Person.objects.get(pk=person.pk)
    assert (read.phone, read.email, read.address) == (PHONE, EMAIL, "~ $1 ngõ")
    assert found(PHONE) == [person] and found(PHONE[:-1]) == [] and found(kept(person)[0][:4]) == []
    assert Person.objects.filter(phone__is_plain=True, address__is_plain=True).get() == person
    read.save()
    assert all(map(vault.is_marked, kept(person))) and not Person.objects.filter(phone__is_plain=True).exists()


def test_a_sealed_text_somebody_asks_for_as_it_stands_finds_nobody() -> None:
    person = lan()
    person.save()
    assert found(kept(person)[0]) == []


@pytest.mark.parametrize("changed", ["{mark}", "{mark}é", "{mark}{sealed}A", "{mark}{other}{rest}"])
def test_a_changed_text_is_unreadable(changed: str) -> None:
    person = lan()
    person.save()
    sealed = kept(person)[0].removeprefix(MARK)
    other = sealed[:7] + ("A" if sealed[7] != "A" else "B")
    write_plainly(person, phone=changed.format(mark=MARK, sealed=sealed, other=other, rest=sealed[8:]))
    with pytest.raises(Unreadable):
        Person.objects.get(pk=person.pk)


def test_what_was_sealed_and_found_with_a_key_of_before_is_read_and_found(monkeypatch: pytest.MonkeyPatch) -> None:
    person = lan(email=EMAIL)
    person.save()
    keys = Home.current().keys
    turned = replace(
        keys, sealing=secrets.token_hex(32), digest=secrets.token_hex(32),
        former={"sealing": [keys.sealing], "digest": [keys.digest]},
    )  # fmt: skip
    ring = keyring.Ring(*(tuple(map(bytes.fromhex, turned.all_of(name))) for name in ("sealing", "digest")))
    monkeypatch.setattr(keyring, "ring", lambda **_: ring)
    assert found(PHONE) == [person] and Person.objects.get(pk=person.pk).email == EMAIL
    monkeypatch.setattr(keyring, "ring", lambda **_: keyring.Ring(ring.sealing[:1], ring.digest[:1]))
    assert found(PHONE) == []
    with pytest.raises(Unreadable):
        Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("way", ["phone", "phone__contains", "phone__startswith", "email__iexact", "phone__in"])
def test_nobody_searches_in_it(way: str) -> None:
    with pytest.raises(FieldError, match="search by its digest"):
        Person.objects.filter(**{way: PHONE}).exists()
    with pytest.raises(FieldError):
        Account.objects.filter(email__contains="@").exists()
