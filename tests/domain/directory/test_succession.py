"""What a body comes from, through any number of reorganisations: so that figures before and after can be compared."""

from datetime import date

import pytest

from motcua.domain.directory.models import Agency, AgencySuccession
from motcua.domain.directory.queries.succession import agency_or_heir, formers_of
from tests.support.town import make_agency

FIRST, SECOND = date(2025, 7, 1), date(2026, 12, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies() -> dict[str, Agency]:
    """A wholly and B partly became C; C wholly and B partly became D on a later day."""
    city = make_agency("H26", "Thành phố", "city", None)
    made = {name: make_agency(f"H26.{name}1", f"Phường {name}", "commune", city) for name in "ABCD"}
    for old, new, kind, day in (
        ("A", "C", "whole", FIRST), ("B", "C", "part", FIRST), ("C", "D", "whole", SECOND), ("B", "D", "part", SECOND),
    ):  # fmt: skip
        AgencySuccession.objects.create(predecessor=made[old], successor=made[new], kind=kind, from_day=day)
    return made


def test_everything_a_body_comes_from_is_found_whole_or_in_part(bodies: dict[str, Agency]) -> None:
    named = {body.pk: name for name, body in bodies.items()}
    assert {(named[one.agency_id], one.whole) for one in formers_of(bodies["D"].pk)} == {
        ("A", True), ("B", False), ("C", True),
    }  # fmt: skip
    assert {named[one.agency_id] for one in formers_of(bodies["D"].pk, FIRST)} == {"B", "C"}, "of later days alone"
    assert formers_of(bodies["A"].pk) == ()


def test_a_body_that_stands_answers_to_its_own_identifier(bodies: dict[str, Agency]) -> None:
    assert agency_or_heir("H26.A1", SECOND) == bodies["A"]
    assert agency_or_heir("H26.X9", SECOND) is None
