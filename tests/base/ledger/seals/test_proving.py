"""A proof goes out, and a stranger checks it with the script of the how-to; one changed byte and it is refused."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from motcua.__main__ import main
from motcua.base.ledger.models import Entry
from motcua.base.ledger.seals import keys
from motcua.base.ledger.seals.proving import prove
from motcua.base.ledger.seals.sealing import seal_all
from motcua.ops import bootstrap
from tests.base.ledger.situations import made, owner, without_triggers

SCRIPT = Path(__file__).resolve().parents[4] / "docs/how-to/check-a-proof.py"


@pytest.fixture
def sealed(db: None) -> int:
    """The id of an entry among eleven sealed ones."""
    for part in (range(4), range(7)):
        with transaction.atomic():
            last = [made(number, f"Mã số {number}") for number in part][-2]
    return last.pk


def outside(proof: bytes, pem: bytes, at: Path) -> tuple[int, str]:
    """Exactly the script, run as a stranger would, in a Python that does not know this project."""
    (at / "proof.json").write_bytes(proof)
    (at / "key.pem").write_bytes(pem)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), "proof.json", "key.pem"], cwd=at, capture_output=True, timeout=20
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def checker() -> Callable[[bytes, bytes], str]:
    """The script's own function, so that many proofs can be tried in little time."""
    names: dict[str, Callable[[bytes, bytes], str]] = {}
    exec(compile(SCRIPT.read_text().split("\ntry:")[0], SCRIPT, "exec"), names)
    return names["check"]


def test_the_script_is_short() -> None:
    text = SCRIPT.read_text()
    assert len(text.splitlines()) <= 40 and "import motcua" not in text and "from motcua" not in text


@pytest.mark.django_db(transaction=True)
def test_a_stranger_checks_a_proof_with_the_published_key(sealed: int, tmp_path: Path, client: Client) -> None:
    assert client.get("/niem-phong/khoa.pem").status_code == 404
    seal_all()
    pem = client.get("/niem-phong/khoa.pem").content
    proof = prove(sealed)
    code, told = outside(proof, pem, tmp_path)
    assert code == 0 and "thing.made" in told, told
    assert len(proof) < 3000
    code, told = outside(proof.replace(b"thing.made", b"thing.nade"), pem, tmp_path)
    assert code == 1 and "not in this seal" in told
    keys.place().unlink()
    keys.make()
    code, told = outside(proof, keys.public_pem(), tmp_path)
    assert code == 1 and "InvalidSignature" in told


@pytest.mark.django_db(transaction=True)
def test_every_proof_holds_and_none_with_one_changed_byte(sealed: int) -> None:
    seal_all()
    pem, check, rng = keys.public_pem(), checker(), random.Random(20260302)
    for pk in Entry.objects.values_list("pk", flat=True):
        check(prove(pk), pem)
    proof = prove(sealed)
    for at in range(len(proof)):
        other = rng.choice([one for one in range(256) if one != proof[at]])
        flipped = proof[at] ^ 0x20
        for byte in (other, flipped):
            spoilt = proof[:at] + bytes([byte]) + proof[at + 1 :]
            with pytest.raises(Exception):  # noqa: B017
                check(spoilt, pem)


@pytest.mark.django_db(transaction=True)
def test_no_proof_before_the_seal_and_none_of_what_was_changed(
    sealed: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "setup", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["ledger", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    assert run("prove", str(sealed))[0] != 0
    assert run("prove", "999999999")[0] != 0
    code, out, _ = run("seal", "--json")
    assert (code, [one["entries"] for one in json.loads(out)["seals"]]) == (0, [11])
    assert run("seal") == (0, "Không có gì mới để niêm phong. / Nothing new to seal.\n", "")
    code, out, _ = run("prove", str(sealed))
    assert code == 0 and json.loads(out)["entry"]["kind"] == "thing.made"
    code, out, _ = run("verify", "--json")
    told = json.loads(out)["seals"]
    assert (code, told["count"], told["late"], told["sound"], told["first_bad"]) == (0, 1, False, True, None)
    with owner() as opened:
        without_triggers(opened)
        opened.execute("DELETE FROM ledger_entry WHERE subject_id = 't6'")
        opened.execute("DELETE FROM ledger_head WHERE subject_id = 't6'")
    code, out, _ = run("verify")
    assert code == 1 and "seal 1 sự kiện / entry" in out and "not what was sealed" in out
    code, out, _ = run("verify", "--json")
    assert (code, json.loads(out)["sound"], json.loads(out)["seals"]["first_bad"]["reason"]) == (1, False, "missing")
    code, _, err = run("prove", str(sealed))
    assert code != 0 and "seal 1" in err
