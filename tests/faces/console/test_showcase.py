"""The component page shows every piece, colour and icon, for administrators; no example breaks its own rules."""

import pytest
from django.test import Client

from motcua.base.ui import showcase
from motcua.base.ui.components import components
from motcua.base.ui.tokens import tokens
from motcua.kernel.words import Words
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import signed_in


@pytest.mark.parametrize("face", ["dan", "can-bo"])
def test_every_piece_colour_and_icon_is_shown(admin: Client, face: str) -> None:
    page = admin.get("/ui/", {"mat": face})
    text = page.content.decode()
    assert page.status_code == 200 and ('class="desk"' in text) == (face == "can-bo")
    assert [name for name in components() if f'id="{name}"' not in text] == []
    assert [name for name in tokens()["light"] if f"swatch--{name}" not in text] == []
    assert [name for name in showcase.icons() if f"#{name}" not in text] == []


def test_it_is_not_for_everybody(small_city: SmallCity) -> None:
    assert signed_in(small_city.ba_dinh, "specialist").get("/ui/").status_code == 403


def test_variants_are_of_known_pieces_with_known_arguments() -> None:
    for name, rows in showcase.more().items():
        component = components()[name]
        assert [component.complaint(set(row) - {"said"}) for row in rows] == [""] * len(rows), name
        assert all(Words(**row["said"]).en for row in rows)


def test_every_kind_of_piece_is_shown_with_long_texts_where_people_write_them() -> None:
    long = {name for name, rows in showcase.more().items() if "{long}" in str(rows)}
    assert {"field", "choices", "tick", "card", "notice", "fold", "facts", "figures", "table", "steps", "links"} <= long
