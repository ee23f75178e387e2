"""A small catalogue: a few of the project's own everyday procedures, published today."""

import json
from pathlib import Path

import pytest

from motcua.domain.catalogue.reading.own import FACTS
from motcua.domain.catalogue.services.load_own import load_own
from motcua.kernel.actor import SYSTEM

FEW = {"1.001193", "1.000894", "1.004194", "1.012753", "1.013225", "1.001776"}


def publish(folder: Path, rows: list[dict]) -> None:
    (folder / "few.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    load_own(actor=SYSTEM, folder=folder)


@pytest.fixture
def everyday() -> dict[str, dict]:
    """The project's own procedures by code, as written in its facts."""
    rows = [
        json.loads(line) for path in FACTS.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {row["code"]: row for row in rows}


@pytest.fixture
def catalogue(db: None, tmp_path: Path, everyday: dict[str, dict]) -> dict[str, dict]:
    """The few, published."""
    publish(tmp_path, [everyday[code] for code in sorted(FEW)])
    return everyday
