"""The command: a dry run reads without a database, and the exit code tells whether anything was left out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.__main__ import main
from motcua.domain.catalogue.models import ProcedureVersion
from tests.domain.catalogue.lists import SAMPLE, a_row, as_bytes


def test_a_dry_run_needs_no_database_and_not_even_django(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA", "DJANGO", "DATABASE"))}
    program = (
        "import sys; from motcua.__main__ import main; code = main(sys.argv[1:]);"
        "sys.exit(code or ('django.db.models' in sys.modules and 'motcua.domain.catalogue.models' in sys.modules))"
    )
    arguments = ["catalogue", "import", str(SAMPLE), "--dry-run", "--json", "--report", str(tmp_path / "out.csv")]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=clean | {"MOTCUA_HOME": str(tmp_path / "home"), "DATABASE_URL": "postgresql://127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["complete"] and told["lines"] == told["created"] == 76 and told["named"] == 0
    assert not (tmp_path / "home").exists()
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()) == told["flags"] + 4


def test_what_was_left_out_shows_in_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(as_bytes(a_row()) + b"\nnonsense\n")
    assert main(["catalogue", "import", str(path), "--dry-run"]) == 1
    assert "2 dòng / lines: 1 mới / new" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"\n\n"])
def test_an_empty_or_missing_file_is_no_success(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "list.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert main(["catalogue", "import", str(path), "--dry-run"]) != 0


@pytest.mark.django_db
def test_a_real_run_writes_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(as_bytes(a_row()))
    assert main(["catalogue", "import", str(path), "--json", "--effective-from", "2026-01-05"]) == 0
    assert json.loads(capsys.readouterr().out)["published"] == 1
    assert ProcedureVersion.objects.get().procedure.code == "1.999001"


@pytest.mark.django_db
def test_the_own_procedures_load_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "load-own", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["created"] >= 120
