"""Every foreign key to an agency is declared: it goes over when the agency ends, or says why it does not."""

import pytest
from django.apps import apps
from django.db import models

from motcua.domain.directory.holdings import Holding, Way, all_holdings, held_by_agency
from motcua.domain.directory.models import Agency, Position
from motcua.kernel.words import Words

KEYS = [
    field
    for model in apps.get_models(include_auto_created=True)
    for field in model._meta.local_fields
    if isinstance(field, models.ForeignKey) and field.related_model is Agency
]
DECLARED = {one.name: one for one in all_holdings()}


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_key_to_an_agency_is_declared(key: "models.ForeignKey[Agency, Agency]") -> None:
    name = f"{key.model._meta.label}.{key.name}"
    assert name in DECLARED, "say in the `held` module of the area what becomes of it when the agency ends"


def test_nothing_is_declared_that_is_no_key() -> None:
    assert set(DECLARED) == {f"{key.model._meta.label}.{key.name}" for key in KEYS}


@pytest.mark.parametrize("one", DECLARED.values(), ids=lambda one: one.name)
def test_what_goes_along_is_named_rightly(one: Holding) -> None:
    model = apps.get_model(one.model)
    assert one.way is not Way.CASE or one.case == "pk" or model._meta.get_field(one.case)
    assert not one.path or isinstance(model._meta.get_field(one.path), models.TextField)
    assert all(model._meta.get_field(post).related_model is Position for post in one.positions)
    assert one.words.vi and one.words.en


def test_a_declaration_says_how_or_why() -> None:
    words = Words("Việc", "Thing")
    for way in (Way.THING, Way.HISTORY, Way.ENDS):
        with pytest.raises(ValueError):
            Holding("x.Y", "agency", way, words)
    with pytest.raises(ValueError):
        held_by_agency(Holding("routing.Task", "agency", Way.HISTORY, words, words))
