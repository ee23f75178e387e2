"""`motcua process import`: what it prints of a decision, and its refusals."""

import json
from pathlib import Path

import pytest

from motcua.__main__ import main
from motcua.domain.processes.models import ImportedProcess
from tests.domain.processes.reading.sheets import decision
from tests.domain.processes.test_choosing import CHOICES, SAMPLES

ROWS = (
    ("**Bước 1**", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "Giấy tiếp nhận"),
    ("**Bước 2**", "Ký duyệt kết quả", "Lãnh đạo Sở", "01 ngày làm việc", "Văn bản"),
    ("**Bước 3**", "Trả kết quả cho công dân", "Bộ phận Một cửa", "Giờ hành chính", ""),
    ("**Tổng thời gian**", "02 ngày làm việc"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    told = tmp_path / "decision.md"
    told.write_text("\n".join(decision(("Cấp giấy phép", ROWS))), encoding="utf-8")
    return told


def test_json_names_performer_hours_and_lines_of_every_step(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", "import", str(file), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "processes": [
            {
                "name": "Cấp giấy phép",
                "steps": [
                    {"performer": "Bộ phận Một cửa", "hours": 4, "source_lines": [16, 24]},
                    {"performer": "Lãnh đạo Sở", "hours": 8, "source_lines": [27, 35]},
                    {"performer": "Bộ phận Một cửa", "hours": None, "source_lines": [38, 44]},
                ],
            }
        ]
    }
    assert main(["process", "import", str(file), "--dry-run", "--json", "--all"]) == 0
    (process,) = json.loads(capsys.readouterr().out)["processes"]
    assert process["name"] == "Cấp giấy phép"
    assert [doubt["code"] for doubt in process["warnings"]] == ["total_differs"]
    assert process["steps"][2]["hours_reason"]


def test_lines_for_people_and_a_page_beside_the_source(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    assert main(["process", "import", str(file), "--dry-run", "--markdown", str(page)]) == 0
    assert "Lãnh đạo Sở" in capsys.readouterr().out
    assert "| 2 | 27–35 | Lãnh đạo Sở | 01 ngày làm việc | 8 |" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "process.file_empty"), (b"\0\1\2", "process.file_not_text"), ("chữ".encode(), "process.no_table")],
)
def test_a_file_that_cannot_be_read_is_refused_in_both_languages(
    content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "decision.md"
    told.write_bytes(content)
    assert main(["process", "import", str(told), "--dry-run"]) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert main(["process", "import", str(tmp_path / "none.md"), "--dry-run"]) == 2


@pytest.mark.django_db
def test_without_a_dry_run_it_is_kept_for_review(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", "import", str(file), "--json", "--all"]) == 0
    told = json.loads(capsys.readouterr().out)
    kept = ImportedProcess.objects.get()
    assert told["review"] == f"/quan-tri/quy-trinh/nhap/{kept.decision_id}/"
    assert kept.read == told["processes"][0]


def test_a_process_goes_out_as_bpmn_and_comes_back_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    file = tmp_path / "city.bpmn"
    assert main(["process", "export", "city", "--bpmn", str(file)]) == 0
    capsys.readouterr()
    assert main(["process", "import", str(file), "--json", "--for", "city", "--from", "1/1/2099"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["number"] == 1 and {one["verdict"] for one in told["report"]} == {"understood"}
    assert main(["process", "export", "9.999999", "--bpmn", str(file)]) == 2
    assert "[not_found]" in capsys.readouterr().err


def test_a_bpmn_file_that_cannot_be_published_says_what_is_wrong_where(
    capsys: pytest.CaptureFixture[str], db: None
) -> None:
    file = Path(__file__).parents[1] / "domain" / "processes" / "samples" / "camunda7.bpmn"
    assert main(["process", "import", str(file)]) == 0
    assert "scriptTask fee" in capsys.readouterr().out
    assert main(["process", "import", str(file), "--for", "city", "--from", "1/1/2099"]) == 2
    assert "[process.bad_process]" in capsys.readouterr().err


def test_choices_in_a_file_make_it_publishable(tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None) -> None:
    chosen, bad = tmp_path / "choices.json", tmp_path / "bad.json"
    chosen.write_text(json.dumps(CHOICES), encoding="utf-8")
    bad.write_text("{", encoding="utf-8")
    reads = ["process", "import", str(SAMPLES / "camunda7.bpmn"), "--json"]
    assert main(reads) == 0
    assert "fee" in {one["node"] for one in json.loads(capsys.readouterr().out)["faults"]}
    assert main([*reads, "--choices", str(chosen)]) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == []
    assert main([*reads, "--choices", str(bad)]) == 2
    assert "[process.bad_definition]" in capsys.readouterr().err
