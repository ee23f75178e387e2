"""`motcua check catalogue`: bring a list in, see that every row came in or is named, and walk each procedure."""

import json
import time
from pathlib import Path

from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.domain.catalogue.services.import_file import import_file
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.kernel.actor import SYSTEM
from motcua.ops.checks.walk import walk_all

CITY_OR_COMMUNE = {"Cấp tỉnh", "Cấp xã"}
HERE = "Hà Nội"


def expected_codes(file: Path) -> set[str]:
    """What must be walked, read from the raw file in a second way: city or commune level, not another province's."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return {
        row["code"]
        for row in rows
        if CITY_OR_COMMUNE & set(row["levels"])
        and (not row["issuing_agency"].startswith("UBND") or row["issuing_agency"].endswith(HERE))
    }


def check(file: Path | None, *, walk: bool, limit: int | None) -> dict[str, object]:
    """The figures of the check; "ok" is true only where nothing fell short and something was checked."""
    began = time.monotonic()
    load_hanoi(actor=SYSTEM)
    report = import_file(file, actor=SYSTEM) if file else load_own(actor=SYSTEM)
    imported = time.monotonic()
    figures: dict[str, object] = {"import": report.as_json(), "import_seconds": round(imported - began, 1)}
    ok = report.complete
    versions = list(receivable_versions())[:limit]
    figures["receivable"] = len(versions)
    if file and limit is None:
        left_out = sorted(expected_codes(file) - {version.procedure.code for version in versions})
        figures |= {"expected": len(expected_codes(file)), "left_out": left_out}
        ok = ok and not left_out
    if walk:
        walked = walk_all(versions)
        figures |= {"walk": walked.as_json(), "walk_seconds": round(time.monotonic() - imported, 1)}
        ok = ok and walked.passed > 0 and not walked.failed
    return {"ok": ok and bool(versions), **figures}
