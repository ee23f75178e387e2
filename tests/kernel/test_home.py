"""Keys of a data folder: generated once, or drawn from a seed where the city is thrown away."""

from pathlib import Path

import pytest

from motcua.kernel.home import NAMES, Home


def made_up(folder: Path) -> Home:
    home = Home(folder)
    home.mark_made_up()
    return home


def test_keys_are_generated_once_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    first = Home(tmp_path / "a").keys
    assert Home(tmp_path / "a").keys == first != Home(tmp_path / "b").keys
    drawn = [getattr(first, name) for name in NAMES]
    assert len(set(drawn)) == len(drawn) and all(len(key) == 64 for key in drawn)
    assert (tmp_path / "a/keys.json").stat().st_mode & 0o777 == 0o600
    assert [place.name for place in (tmp_path / "a").iterdir()] == ["keys.json"], "no draft is left"


def test_one_seed_gives_one_set_of_keys(tmp_path: Path) -> None:
    drawn = []
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        home = made_up(tmp_path / name)
        home.draw_keys(seed)
        drawn.append(home.keys)
    assert drawn[0] == drawn[1] != drawn[2]


def test_neither_a_real_city_nor_one_that_has_keys_gets_foreseeable_ones(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        Home(tmp_path).draw_keys("1")
    home = made_up(tmp_path)
    had = home.keys
    with pytest.raises(FileExistsError):
        home.draw_keys("1")
    assert Home(tmp_path).keys == had
