"""What a seal is made of, piece by piece, without a database: bytes, keys, files, and how a bad entry is named."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from motcua.base.ledger.errors import SealKeyLost, SealsDisagree
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals import content, folder, keys, sealing, verifying
from motcua.base.ledger.seals.content import Places, Seal, Sealed, fits, seal_of
from motcua.base.ledger.seals.folder import Kept
from motcua.kernel import clock
from motcua.kernel.home import Home
from tests.base.ledger.situations import made

AT = "2026-03-02T12:00:00.000000Z"


def entry(number: int, xid: int = 7) -> Sealed:
    return Sealed(xid, number, hashlib.sha256(bytes([number])).digest())


ENTRIES = [entry(3), entry(5), entry(9, xid=8)]


def test_a_seal_follows_the_last_one_and_an_empty_one_stays_in_its_place() -> None:
    first = seal_of(ENTRIES, None, AT)
    assert (first.number, first.previous, first.after, first.upto, first.entries) == (1, "0" * 64, (0, 0), (8, 9), 3)
    second = seal_of([], first, AT)
    assert (second.number, second.previous, second.after, second.upto, second.entries) == (
        2, first.hash, (8, 9), (8, 9), 0,
    )  # fmt: skip
    assert first.at == AT and first.hash == hashlib.sha256(first.bytes).hexdigest()


def test_what_is_signed_is_json_with_sorted_keys_and_reads_back() -> None:
    seal = seal_of(ENTRIES, None, AT)
    assert seal.bytes.startswith(
        b'{"after":[0,0],"at":"2026-03-02T12:00:00.000000Z","entries":3,"format":"motcua-seal-1"'
    )
    assert Seal.of(json.loads(seal.bytes)) == seal
    assert content.canonical({"đ": [1, None], "a": "é"}) == '{"a":"é","đ":[1,null]}'.encode()
    with pytest.raises(ValueError, match="not a seal"):
        Seal.of(seal.told | {"format": "motcua-seal-2"})
    for name in seal.told:
        with pytest.raises((KeyError, TypeError)):
            Seal.of({key: value for key, value in seal.told.items() if key != name})


def test_places_are_kept_as_distances_and_six_bytes_of_each_hash() -> None:
    places = Places.among(ENTRIES)
    assert (places.ids, {len(one) for one in places.prints}) == ((3, 5, 9), {6})
    assert places.told["ids"] == [3, 2, 4] and Places.of(places.told) == places
    assert places.hash == hashlib.sha256(content.canonical(places.told)).hexdigest()
    with pytest.raises(ValueError):
        Places.of(places.told | {"prints": "@@@@"})


@pytest.mark.parametrize(
    "entries",
    [
        ENTRIES[:2], [*ENTRIES, entry(11, xid=9)], [ENTRIES[1], ENTRIES[0], ENTRIES[2]],
        [ENTRIES[0], ENTRIES[1], replace(ENTRIES[2], id=10)],
        [ENTRIES[0], ENTRIES[1], replace(ENTRIES[2], hash=ENTRIES[2].hash[:6] + bytes(26))],
    ],
)  # fmt: skip
def test_exactly_the_sealed_entries_fit(entries: list[Sealed]) -> None:
    seal = seal_of(ENTRIES, None, AT)
    assert fits(seal, ENTRIES) and not fits(seal, entries)
    assert not fits(replace(seal, entries=2), ENTRIES) and not fits(replace(seal, places="0"), ENTRIES)


@pytest.mark.parametrize(
    ("here", "found"),
    [
        ([replace(ENTRIES[0], hash=bytes(32)), *ENTRIES[1:]], ("changed", 3)),
        (ENTRIES[1:], ("missing", 3)),
        ([ENTRIES[0], ENTRIES[2]], ("missing", 5)),
        (ENTRIES[:2], ("missing", 9)),
        ([entry(2), *ENTRIES], ("added", 2)),
        ([*ENTRIES, entry(11)], ("added", 11)),
        ([ENTRIES[1], ENTRIES[0], ENTRIES[2]], ("moved", 3)),
        ([*ENTRIES, ENTRIES[0]], ("moved", None)),
        (ENTRIES, ("entries", None)),
    ],
)
def test_the_first_bad_entry_is_named(here: list[Sealed], found: tuple[str, int | None]) -> None:
    assert verifying._first_bad(Places.among(ENTRIES), here) == found


def test_what_lies_in_an_archive_is_known_by_the_runs_of_its_certificate() -> None:
    keys.make()
    walk = verifying._Walk(keys.publics(), bare=False, whole=((2, 3), (5, 5)))
    assert [number for number in range(1, 7) if walk.is_away(number)] == [2, 3, 5]
    assert not verifying._Walk(keys.publics(), bare=False).is_away(1)


def test_a_key_is_made_once_kept_to_its_owner_and_signs(own_seals: Path) -> None:
    keys.make()
    pem = keys.public_pem()
    keys.make()
    assert keys.public_pem() == pem and keys.place().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in own_seals.parent.glob("seal.*")] == ["seal.key"], "no draft is left"
    signature = keys.sign(b"text")
    assert len(signature) == 128 and keys.signed(keys.public(), b"text", signature)
    for content_, told in ((b"other", signature), (b"text", "no hex"), (b"text", "ab" * 64)):
        assert keys.signed(keys.public(), content_, told) is False


def test_of_two_processes_that_make_a_key_at_once_one_key_stays(
    monkeypatch: pytest.MonkeyPatch, own_seals: Path
) -> None:
    keys.make()
    pem, there = keys.public_pem(), keys.place()
    first_look = iter((there.with_name("not-yet"), *[there] * 9))
    monkeypatch.setattr(keys, "place", lambda: next(first_look))
    keys.make()
    monkeypatch.setattr(keys, "place", lambda: there)
    assert keys.public_pem() == pem
    assert [path.name for path in own_seals.parent.glob("seal.*")] == ["seal.key"]


def test_each_seal_is_signed_with_the_key_of_its_time(own_seals: Path) -> None:
    keys.make()
    pems = [keys.public_pem()]
    for last in (2, 5):
        keys.rotate(last)
        pems.append(keys.public_pem())
    told = [pems.index(keys.public_pem_of(number)) for number in range(1, 8)]
    assert told == [0, 0, 1, 1, 1, 2, 2]
    assert keys.former_place().name == "seal-former.json"
    assert keys.former_place().stat().st_mode & 0o777 == 0o644 and keys.place().stat().st_mode & 0o777 == 0o600
    assert [until for until, _ in json.loads(keys.former_place().read_text())] == [2, 5]
    assert not list(own_seals.parent.glob("seal*.*.*")), "no draft is left"


def test_a_key_of_another_sort_signs_nothing(own_seals: Path) -> None:
    other = X25519PrivateKey.generate()
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    keys.place().write_bytes(other.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
    with pytest.raises(ValueError, match="no Ed25519"):
        keys.sign(b"text")
    keys.place().unlink()
    keys.make()
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    pem = other.public_key().public_bytes(serialization.Encoding.PEM, spki).decode()
    keys.former_place().write_text(json.dumps([[1, pem]]))
    with pytest.raises(ValueError, match="another sort"):
        keys.publics()


def test_a_file_is_written_once_whole_and_beside_it_the_key(own_seals: Path) -> None:
    seal = seal_of(ENTRIES, None, AT)
    kept = Kept(seal, "ab", Places.among(ENTRIES))
    folder.keep(kept, b"first key")
    folder.keep(replace(kept, seal=replace(seal, number=2)), b"first key")
    folder.keep(replace(kept, seal=replace(seal, number=3)), b"second key")
    assert folder.keep_beside("note.txt", b"note") == own_seals / "note.txt"
    with pytest.raises(FileExistsError):
        folder.keep(kept, b"first key")
    with pytest.raises(FileExistsError):
        folder.keep_beside("note.txt", b"other")
    assert sorted(path.name for path in own_seals.iterdir()) == [
        "note.txt", "public-key-0000000003.pem", "public-key.pem",
        "seal-0000000001.json", "seal-0000000002.json", "seal-0000000003.json",
    ]  # fmt: skip
    assert (own_seals / "note.txt").read_bytes() == b"note"
    assert folder.read(own_seals / folder.name_of(1)) == kept
    assert (own_seals / folder.name_of(1)).read_bytes().endswith(b"\n")


def test_files_are_known_by_the_number_in_their_name_else_by_that_inside(own_seals: Path) -> None:
    seal = seal_of(ENTRIES, None, AT)
    folder.keep(Kept(replace(seal, number=7), "ab", Places.among(ENTRIES)), b"key")
    whole = (own_seals / folder.name_of(7)).read_bytes()
    for name in ("seal-2.json", "seal-٠٠٠٠٠٠٠٠٠٤.json", "copy.json"):
        (own_seals / name).write_bytes(whole)
    (own_seals / folder.name_of(4)).write_bytes(b"{}")
    (own_seals / "stray.json").write_bytes(b"[]")
    (own_seals / "note.txt").write_bytes(whole)
    found = {number: sorted(path.name for path in paths) for number, paths in folder.files().items()}
    assert found == {
        0: ["stray.json"], 4: ["seal-0000000004.json"],
        7: ["copy.json", "seal-0000000007.json", "seal-2.json", "seal-٠٠٠٠٠٠٠٠٠٤.json"],
    }  # fmt: skip


def test_a_list_that_is_not_the_sealed_one_proves_nothing_and_what_is_no_seal_is_told_by_name(own_seals: Path) -> None:
    seal = seal_of(ENTRIES, None, AT)
    folder.keep(Kept(seal, "ab", Places.among(ENTRIES[:1])), b"key")
    path = own_seals / folder.name_of(1)
    assert folder.read(path) == Kept(seal, "ab", None)
    for spoilt in (b"", b"[]", b"7", b'{"seal": 1}', json.dumps({"seal": seal.told, "signature": "a"}).encode()):
        path.write_bytes(spoilt)
        with pytest.raises(ValueError, match=r"seal-0000000001\.json"):
            folder.read(path)


@pytest.mark.parametrize(("told", "read"), [("00ff", b"\x00\xff"), ("no hash", b"no hash"), ("", b"")])
def test_what_is_no_hash_any_more_becomes_something_no_seal_fits(told: str, read: bytes) -> None:
    assert sealing._bytes(told) == read


SAID = (
    "changed", "missing", "added", "moved", "entries", "list", "no files", "no file", "doubled", "unreadable",
    "no row", "row unreadable", "differs", "signature", "chain", "no key",
)  # fmt: skip
"""What `test_tampering.py` brings about, each."""


def test_reasons_are_told_in_both_languages() -> None:
    assert tuple(verifying.REASONS) == SAID
    for reason, words in verifying.REASONS.items():
        assert verifying.SealFinding(1, reason).words is words and words.vi != words.en


def row_of(seal: Seal, **told: object) -> Row:
    return Row(**({"number": seal.number, "body": seal.bytes.decode(), "signature": keys.sign(seal.bytes)} | told))


def test_a_row_is_leaned_on_only_where_it_reads_is_signed_and_stands_in_its_place() -> None:
    keys.make()
    seal = seal_of(ENTRIES, None, AT)
    assert sealing._known(None) is None and sealing._known(row_of(seal)) == seal
    for wrong, number in (({"body": "{"}, 1), ({"signature": "ab"}, 1), ({"number": 4}, 4)):
        with pytest.raises(SealsDisagree) as refused:
            sealing._known(row_of(seal, **wrong))
        assert refused.value.facts["number"] == number
    row = row_of(seal)
    keys.place().unlink()
    with pytest.raises(SealKeyLost):
        sealing._known(row)


@pytest.mark.django_db
def test_a_key_may_be_changed_before_the_first_seal_and_not_while_somebody_seals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sealing.rotate_key() == 1 and keys.place().exists()
    assert [until for until, _ in keys._former()] == [0]
    monkeypatch.setattr(sealing, "LOCK", "SELECT false, %s")
    assert sealing.rotate_key() == 0 and sealing.seal_next() is None


def test_an_age_is_told_in_whole_hours() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with clock.frozen(noon + timedelta(hours=2, minutes=59)):
        assert sealing.Age(noon, True).hours == 2 and sealing.Age(None, False).hours == 0


@pytest.mark.django_db
def test_a_made_up_city_that_was_never_sealed_is_not_late(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(datetime(2026, 3, 2, 12, tzinfo=UTC)):
        made(1)
    assert sealing.age().late
    monkeypatch.setattr(Home, "made_up", property(lambda self: True))
    assert sealing.age() == sealing.Age(None, False)
