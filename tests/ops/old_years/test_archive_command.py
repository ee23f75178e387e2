"""`motcua archive`: what it prints, its exit codes, and that nothing happens in a dry run."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from motcua.__main__ import main
from motcua.base.ledger.models import Archive
from motcua.ops import bootstrap
from tests.ops.old_years.situations import afterwards, house, lived, rows

__all__ = ["house"]


@pytest.mark.django_db(transaction=True)
def test_a_year_is_listed_taken_verified_and_brought_back(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "setup", lambda: None)

    def run(*arguments: str) -> tuple[int, str]:
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out + err

    def asked(*arguments: str) -> Any:
        return json.loads(run(*arguments, "--json")[1])

    lived(random.Random(11))
    before = rows()
    with afterwards() as year:
        old, this = [one for one in asked("archive", "list")["years"] if one["table"] == "ledger"]
        assert (old["may_go"], this["may_go"], this["blocks"][0]["name"]) == (True, False, "not over")
        assert f"✓ motcua archive take {year} --table ledger" in run("archive", "list")[1]
        assert run("archive", "take", str(year), "--dry-run")[0] == 0 and not Archive.objects.exists()
        assert run("archive", "take", str(year + 1), "--dry-run")[0] == 1
        assert run("archive", "take", "1999")[0] == 2
        code, said = run("archive", "take", str(year), "--to", str(house))
        assert code == 0 and f"{old['rows']} dòng" in said and "--drop" in said
        code, said = run("archive", "take", str(year), "--to", str(house), "--drop")
        assert code == 0 and "Đã đi từ trước" in said and "dropped" in said
        told = asked("ledger", "verify")
        assert (told["sound"], told["archived"], told["archives"]["acts"]) == (True, old["rows"], 1)
        assert "trong kho lưu trữ" in run("archive", "list")[1]
        folder = house / f"h26-ledger-{year}"
        assert run("archive", "attach", str(folder), "--dry-run")[0] == 0 and Archive.objects.count() == 1
        assert run("archive", "attach", str(folder))[0] == 0 and rows() == before
        assert run("ledger", "verify")[0] == 0
        assert run("archive", "attach", str(folder))[0] == 2
