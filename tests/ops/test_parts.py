"""The list of parts: valid CycloneDX, with every locked package, every file that came along and who asks for whom."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from motcua.__main__ import main
from motcua.ops import parts
from motcua.ops.commands import parts as command

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
LOCK = parts.ROOT / "requirements.lock"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parts.written(parts.bill(LOCK, AT)))
    return found


def by_ref(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["bom-ref"]: one for one in told["components"]}


def test_it_is_cyclonedx_as_its_schema_says(told: dict[str, Any]) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(told)) is None
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["component"]["name"] == "motcua" and told["metadata"]["component"]["version"]
    broken = told | {"components": [{"name": "htmx"}]}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(broken)) is not None


def test_every_locked_package_is_there_with_version_and_digests(told: dict[str, Any]) -> None:
    pinned = [line.split(" ")[0] for line in LOCK.read_text().splitlines() if "==" in line]
    found = by_ref(told)
    named = {f"{one['name']}=={one['version']}" for ref, one in found.items() if ref.startswith("pypi:")}
    assert named == {line.split("[")[0] if "[" in line.split("==")[0] else line for line in pinned}
    django = found["pypi:django"]
    assert django["purl"] == f"pkg:pypi/django@{django['version']}"
    digests = {one["content"] for one in django["externalReferences"][0]["hashes"]}
    assert digests and all(f"--hash=sha256:{digest}" in LOCK.read_text() for digest in digests)
    assert django["licenses"] == [{"license": {"id": "BSD-3-Clause"}}]
    assert found["pypi:pyrage"]["licenses"] == [{"license": {"id": "MIT"}}], "by the first line of its file"
    assert not [ref for ref, one in found.items() if ref.startswith("pypi:") and not one.get("licenses")]


def test_who_asks_for_whom_is_there(told: dict[str, Any]) -> None:
    asked = {one["ref"]: set(one.get("dependsOn", ())) for one in told["dependencies"]}
    assert {"pypi:django", "pypi:granian", "along:bpmn-js"} <= asked["motcua"]
    assert "pypi:anyio" not in asked["motcua"] and "pypi:anyio" in asked["pypi:httpx"]
    reached, ahead = set(), {"motcua"}
    while ahead:
        reached |= ahead
        ahead = set().union(*(asked.get(ref, set()) for ref in ahead)) - reached
    assert {ref for ref in by_ref(told) if ref.startswith("pypi:")} <= reached


def test_every_file_that_came_along_is_there_and_belongs_to_a_part(told: dict[str, Any]) -> None:
    files = {
        one["name"]: one["hashes"][0]["content"] for part in told["components"] for one in part.get("components", ())
    }
    lying = {
        path.relative_to(parts.ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("**/vendor/**/*", "**/fonts/*")
        for path in (parts.ROOT / "src/motcua").glob(folder)
        if path.is_file() and not path.name.endswith("-LICENSE.txt")
    }
    assert files == lying
    scripts = parts.ROOT / "src/motcua/faces/console/static/console/vendor/bpmn-js/bpmn-modeler.production.min.js"
    assert f"v{by_ref(told)['along:bpmn-js']['version']} " in scripts.read_text(encoding="utf-8")[:200]


def test_what_the_machine_brings_is_named_with_what_is_needed_of_it(told: dict[str, Any]) -> None:
    postgres = by_ref(told)["machine:postgresql"]
    assert postgres["properties"] == [{"name": "motcua:needs", "value": "≥ 15"}] and postgres["scope"] == "required"
    assert by_ref(told)["machine:clamav"]["scope"] == "optional"


def test_the_same_parts_have_the_same_number_and_others_another(tmp_path: Path) -> None:
    other = tmp_path / "requirements.lock"
    other.write_text(LOCK.read_text().replace("==", "==9", 1))
    numbers = [parts.bill(lock, AT).serial_number for lock in (LOCK, LOCK, other)]
    assert numbers[0] == numbers[1] != numbers[2]


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "parts.cdx.json"
    assert main(["parts", "--tests", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert "pypi:pytest" in by_ref(json.loads(out.read_text()))
    assert main(["parts"]) == 0
    assert "pypi:pytest" not in by_ref(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("lacks", ["lock", "library"])
def test_what_is_missing_for_it_is_said(
    lacks: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(name: str) -> Any:
        raise ModuleNotFoundError(name)

    if lacks == "lock":
        monkeypatch.setattr(command, "ROOT", tmp_path)
    else:
        monkeypatch.setattr(command.importlib, "import_module", away)
    assert command.run(command.argparse.Namespace(tests=False, out=None)) == 2
    assert ("requirements.lock" if lacks == "lock" else "cyclonedx") in capsys.readouterr().err
