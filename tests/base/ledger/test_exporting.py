"""The whole ledger as files, verified by a script that knows nothing of this system and needs no package."""

import gzip
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.base.ledger import append
from motcua.base.ledger.exporting import export
from motcua.base.ledger.seals import keys
from motcua.base.ledger.seals.sealing import rotate_key, seal_all
from motcua.kernel.home import Home
from tests.base.ledger.situations import CITIZEN, OFFICIAL, thing

SCRIPT = Path(__file__).parents[3] / "docs/how-to/check-the-ledger.py"


def check(folder: Path, *pems: Path, script: Path = SCRIPT) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", str(script), str(folder), *map(str, pems)], capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def in_small_pieces(place: Path) -> Path:
    """The script as it goes over a long ledger: six entries are three pieces, of which two are held at a time."""
    text = SCRIPT.read_text()
    small = re.sub(r"PIECE, HELD, LONGEST = 2_000, 30, ", "PIECE, HELD, LONGEST = 2, 1, ", text)
    assert small != text
    place.write_text(small)
    return place


def test_the_script_is_short_enough_to_be_read_and_needs_nothing_but_python() -> None:
    text = SCRIPT.read_text()
    assert len(text.splitlines()) < 300
    taken = re.findall(r"(?m)^(?:import|from) (\w+)[\w.]*(?: import \w+)?$", text)
    assert "hashlib" in taken and set(taken) <= sys.stdlib_module_names


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        path = folder / name
        zipped = name.endswith(".gz")
        before = gzip.decompress(path.read_bytes()) if zipped else path.read_bytes()
        after = change(before)
        assert after != before
        path.write_bytes(gzip.compress(after) if zipped else after)

    return act


def dropped(line: int) -> Callable[[bytes], bytes]:
    return lambda text: b"".join(one for at, one in enumerate(text.splitlines(keepends=True)) if at != line)


def first_two_swapped(text: bytes) -> bytes:
    first, second, *rest = text.splitlines(keepends=True)
    return b"".join([second, first, *rest])


def last_two_of_a_sealed_transaction(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    xid = lines[3].split(b" ")[0]
    return b"".join([*lines[:4], *(xid + line[line.index(b" ") :] for line in lines[4:])])


TAMPERED = {
    r"entry \d+: put behind": rewritten("entries.gz", last_two_of_a_sealed_transaction),
    r"entry \d+ thing:t1#1: the content": rewritten("entries.gz", lambda text: text.replace(b"K0", b"K9", 1)),
    r"t1#2: number 1 of its subject": rewritten("entries.gz", dropped(0)),
    r"as its head says \(#3\)|not what was sealed": rewritten(
        "entries.gz", lambda text: text[: text[:-1].rindex(b"\n") + 1]
    ),
    r"entry \d+ .*: was moved": rewritten("entries.gz", first_two_swapped),
    r"its entries do not end": rewritten("heads.gz", lambda text: text.replace(b", 3,", b", 4,", 1)),
    r"has entries and no head": rewritten("heads.gz", dropped(0)),
    r"seal 1: the signature": rewritten(
        "seals.jsonl", lambda text: text.replace(b'\\"number\\":1', b'\\"number\\": 1')
    ),
    r"seal 2: another seal|seal 1: another seal": rewritten("seals.jsonl", dropped(0)),
    r"seal 2: the signature": rewritten("keys.json", lambda text: text.replace(b"[\n  1,", b"[\n  2,")),
}


@pytest.mark.django_db(transaction=True)
def test_a_stranger_verifies_the_whole_ledger_and_finds_whatever_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.ensure_connection()  # with the keys of the city, before another folder is chosen
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "home"))
    Home.current().mark_made_up()
    assert check_empty(tmp_path / "nothing")[0] == 1
    for turn in range(3):
        with transaction.atomic():
            for number in (1, 2):
                append(thing(number), "thing.made", CITIZEN if turn else OFFICIAL, {"code": f"K{turn} “Đ” \\ \u2028"})
        if turn == 0:
            seal_all()
            rotate_key()
        elif turn == 1:
            seal_all()
    done = export(tmp_path / "out")
    assert (done.entries, done.subjects, done.seals) == (6, 2, 2)
    with pytest.raises(FileExistsError):
        export(tmp_path / "out")
    code, said = check(tmp_path / "out")
    assert (code, said) == (0, "ĐÚNG / TRUE: 6 entries of 2 subjects, 4 of them sealed\n")
    pems = [tmp_path / "old.pem", tmp_path / "new.pem"]
    pems[0].write_bytes(keys.public_pem_of(1))
    pems[1].write_bytes(keys.public_pem())
    assert check(tmp_path / "out", *pems)[0] == 0
    assert "not the keys you trust" in check(tmp_path / "out", pems[1])[1]
    pieces = in_small_pieces(tmp_path / "pieces.py")
    assert check(tmp_path / "out", script=pieces) == (code, said)
    for number, (expected, tamper) in enumerate(TAMPERED.items()):
        folder = tmp_path / f"tampered-{number}"
        folder.mkdir()
        for path in (tmp_path / "out").iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        tamper(folder)
        code, said = check(folder, script=pieces)
        assert code == 1 and re.search(expected, said), (expected, said)
    long = tmp_path / "tampered-0"
    (long / "entries.gz").write_bytes(gzip.compress(b"1 1 " + b"0" * 4_000_000))
    assert "entries.gz: a line without end" in check(long)[1]


def check_empty(folder: Path) -> tuple[int, str]:
    export(folder)
    return check(folder)
