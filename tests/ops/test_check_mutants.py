"""`motcua check mutants` tells a weak test from a strong one; what it declares is there."""

from pathlib import Path

import pytest

from motcua.ops.checks.core import covering, declared, trying
from motcua.ops.checks.core.declared import ROOT
from motcua.ops.checks.core.equal import EQUAL
from motcua.ops.checks.core.making import Maker
from motcua.ops.checks.core.trying import KILLED, LIVED, UNSEEN

SOURCE = """
LEAST = 18

def is_grown(age):
    if age >= LEAST:
        return "yes"
    return "no"

def is_child(age):
    return not is_grown(age)
"""
WEAK = """
from planted import is_grown

def test_grown():
    assert is_grown(30) == "yes" and is_grown(3) == "no"
"""
STRONG = f"{WEAK}    assert is_grown(18) == 'yes' and is_grown(17) == 'no'\n"
LEAST, BOUND = ": 18 → 19", "is_grown: age >= LEAST → age > LEAST"


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own with one module."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/planted.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path / "src")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(trying, "ROOT", tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:django")
    return tmp_path


def verdicts(place: Path, test: str, *, only: tuple[str, ...] = ()) -> dict[str, str]:
    (place / "test_planted.py").write_text(test)
    maker = Maker("src/planted.py", SOURCE)
    chosen = [one for one in maker.mutants() if not only or one.key in only]
    found = trying.tried("src/planted.py", ["test_planted.py"], chosen, maker)
    return {mutant.key: verdict for mutant, verdict in found}


def test_a_weak_test_lets_mutants_live_and_a_strong_one_does_not(planted: Path) -> None:
    weak = verdicts(planted, WEAK)
    assert {key for key, verdict in weak.items() if verdict == LIVED} == {LEAST, BOUND}
    assert {key for key, verdict in weak.items() if verdict == UNSEEN} == {
        "is_child: return not is_grown(age) → return None",
        "is_child: not is_grown(age) → is_grown(age)",
    }
    assert weak["is_grown: age >= LEAST → not age >= LEAST"] == weak["is_grown: 'no' → 'nox'"] == KILLED
    assert verdicts(planted, STRONG, only=(LEAST, BOUND)) == {LEAST: KILLED, BOUND: KILLED}
    assert (planted / "src/planted.py").read_text() == SOURCE


def test_tests_that_fail_as_they_are_prove_nothing(planted: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)fail as they are: .*test_grown.*AssertionError"):
        verdicts(planted, WEAK.replace('"no"', '"perhaps"'))


def test_a_mutant_differs_in_one_place_and_leaves_the_tree_as_it_was() -> None:
    maker = Maker("src/planted.py", SOURCE)
    bound = next(one for one in maker.mutants() if one.key == BOUND)
    as_it_is, changed = {"age": 18}, {"age": 18}
    for code, told in ((maker.planted(bound), changed), (compile(maker.tree, "planted", "exec"), as_it_is)):
        exec(code, told)
    assert (as_it_is["is_grown"](18), changed["is_grown"](18)) == ("yes", "no")  # type: ignore[operator]
    assert (bound.line, bound.lines) == (5, (5, 5))


def test_words_for_people_annotations_and_decorators_are_left_alone() -> None:
    source = (
        '"""Text."""\nfrom x import Words, cache\n\n@cache(maxsize=5)\ndef f(a: "int") -> "str":\n    """Text."""\n'
        '    raise ValueError("text")\n\nTOLD = Words("một", "one")\n'
    )
    assert [one.key for one in Maker("x.py", source).mutants()] == ["f: raise ValueError('text') → pass"]


def test_the_core_names_what_exists_and_every_equal_mutant_still_does() -> None:
    named = declared.modules()
    assert [
        path for path in [*named, *(test for tests in named.values() for test in tests)] if not (ROOT / path).exists()
    ] == []
    assert declared.modules("numbering").keys() > declared.modules("documents/services/numbering.py").keys()
    for module, told in EQUAL.items():
        keys = {one.key for one in Maker(module, (ROOT / "src/motcua" / module).read_text()).mutants()}
        assert sorted(set(told) - keys) == [] and all(told.values())


def test_branches_are_counted_by_area_and_a_module_nobody_came_to_counts_as_nothing() -> None:
    summary = {"num_branches": 10, "covered_branches": 9, "num_statements": 20, "covered_lines": 20}
    half = covering.told({"summary": summary, "missing_branches": [[4, -1], [7, 9]], "missing_lines": [9]})
    assert (half["percent"], half["missing"]) == (90.0, ["4->end", "7->9", "line 9"])
    assert covering.together([half, half])["percent"] == 90.0
    assert covering.together([half, covering.told(None)])["percent"] == 0.0
