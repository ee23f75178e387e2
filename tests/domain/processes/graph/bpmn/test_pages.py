"""The page on files of other tools stands in the docs as the reader tells it today."""

from pathlib import Path

from motcua.__main__ import main
from motcua.domain.processes.graph.bpmn.pages import report_page

ROOT = Path(__file__).parents[5]
SAMPLES = sorted((ROOT / "tests/domain/processes/samples").glob("*.bpmn"))
PAGE = ROOT / "docs/reference/bpmn-files.md"


def told() -> str:
    return report_page([(path.name, path.read_bytes()) for path in SAMPLES])


def test_the_page_in_the_docs_is_fresh_and_names_every_file() -> None:
    assert PAGE.read_text(encoding="utf-8") == told(), (
        "renew it by motcua process report tests/domain/processes/samples/*.bpmn"
    )
    assert len(SAMPLES) == 8 and all(f"## {path.name}" in told() for path in SAMPLES) and "**differs**" not in told()


def test_the_command_writes_it_and_a_refused_file_has_its_reason(tmp_path: Path) -> None:
    bad, page = tmp_path / "bad.bpmn", tmp_path / "page.md"
    bad.write_text("<!DOCTYPE a><a/>", encoding="utf-8")
    assert main(["process", "report", str(SAMPLES[0]), str(bad), "--markdown", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "| bad.bpmn | A BPMN file must not declare" in text and f"## {SAMPLES[0].name}" in text
    assert main(["process", "report", str(tmp_path / "none.bpmn"), "--markdown", str(page)]) == 2
