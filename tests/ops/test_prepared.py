"""A prepared database: made once by each code, made again where the first try fell, copied with its keys."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motcua.kernel.home import Home
from motcua.ops import postgres, prepared

Made = list[str]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    """The codes whose database was made; making writes two files, but for the code "falls"."""
    began: Made = []

    def make(command: list[str], *, env: dict[str, str], **_: Any) -> Any:
        home = Home(Path(env["MOTCUA_HOME"]))
        began.append(home.path.name)
        assert not {"DATABASE_URL", "MOTCUA_DATABASE"} & set(env), "never somebody's own server"
        if home.path.name == "falls" and began.count("falls") == 1:
            return subprocess.CompletedProcess(command, 1, "", "no room on the disk")
        home.cluster.mkdir(parents=True)
        (home.cluster / "PG_VERSION").write_text(home.path.name)
        assert home.keys
        return subprocess.CompletedProcess(command, 0, "", "")

    def copy(source: Home, target: Home) -> None:
        postgres_copy(["cp", "-a", str(source.cluster), str(target.cluster)], check=True)

    postgres_copy = subprocess.run
    monkeypatch.setattr(prepared, "STORE", tmp_path / "store")
    monkeypatch.setattr(postgres, "copy", copy)
    monkeypatch.setattr(postgres, "remove", lambda home: None)
    monkeypatch.setattr(prepared.subprocess, "run", make)
    return began


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], Home]:
    def take(code: str, name: str) -> Home:
        monkeypatch.setattr(prepared.jurisdiction, "fingerprint", lambda: code)
        home = Home(tmp_path / name)
        prepared.take(home)
        return home

    return take


def test_it_is_made_once_and_copied_with_its_keys(made: Made, taken: Callable[[str, str], Home]) -> None:
    first, second = taken("code", "a"), taken("code", "b")
    assert made == ["code"]
    assert first.keys == second.keys
    assert [(home.cluster / "PG_VERSION").read_text() for home in (first, second)] == ["code", "code"]


def test_other_code_makes_its_own_and_forgets_the_earlier(made: Made, taken: Callable[[str, str], Home]) -> None:
    old, new = taken("old", "a"), taken("new", "b")
    assert made == ["old", "new"] and old.keys != new.keys
    assert [path.name for path in prepared.STORE.iterdir() if path.is_dir()] == ["new"]


def test_one_that_fell_is_never_copied_and_is_made_again(made: Made, taken: Callable[[str, str], Home]) -> None:
    with pytest.raises(RuntimeError, match="no room on the disk"):
        taken("falls", "a")
    assert (taken("falls", "b").cluster / "PG_VERSION").exists()
    assert made == ["falls", "falls"]
