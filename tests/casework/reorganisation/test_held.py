"""Every foreign key to an agency or a post is declared: it goes over when the agency ends, or says why not."""

import pytest
from django.apps import apps
from django.db import models

from motcua.domain.directory.holdings import Holding, Way, all_holdings, all_resting, held_by_agency
from motcua.domain.directory.models import Agency, Position
from motcua.kernel.words import Words

FIELDS = [field for model in apps.get_models(include_auto_created=True) for field in model._meta.local_fields]
KEYS = [field for field in FIELDS if isinstance(field, models.ForeignKey) and field.related_model is Agency]
POSTS = [field for field in FIELDS if isinstance(field, models.ForeignKey) and field.related_model is Position]
DECLARED = {one.name: one for one in all_holdings()}
RESTING = {one.name: one for one in all_resting()}


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_key_to_an_agency_is_declared(key: "models.ForeignKey[Agency, Agency]") -> None:
    name = f"{key.model._meta.label}.{key.name}"
    assert name in DECLARED, "say in the `held` module of the area what becomes of it when the agency ends"


@pytest.mark.parametrize("key", POSTS, ids=str)
def test_a_key_to_a_post_is_declared(key: "models.ForeignKey[Position, Position]") -> None:
    name = f"{key.model._meta.label}.{key.name}"
    assert name in RESTING, "say in the `held` module of the area what becomes of it when the post goes over"


def test_nothing_is_declared_that_is_no_key() -> None:
    assert set(DECLARED) == {f"{key.model._meta.label}.{key.name}" for key in KEYS}
    assert set(RESTING) == {f"{key.model._meta.label}.{key.name}" for key in POSTS}


def test_every_post_that_goes_along_with_a_case_is_among_those_the_hand_over_moves() -> None:
    going = {f"{one.model}.{post}" for one in DECLARED.values() for post in one.positions} | {
        "cases.Case.thread_officer"
    }
    assert going == {one.name for one in RESTING.values() if one.way is Way.CASE}


@pytest.mark.parametrize("one", [*DECLARED.values(), *RESTING.values()], ids=lambda one: one.name)
def test_what_goes_along_is_named_rightly(one: Holding) -> None:
    model = apps.get_model(one.model)
    assert one.way is not Way.CASE or one.case == "pk" or model._meta.get_field(one.case)
    assert not one.path or isinstance(model._meta.get_field(one.path), models.TextField)
    assert all(model._meta.get_field(post).related_model is Position for post in one.positions)
    assert not one.mark or isinstance(model._meta.get_field(one.mark), models.BooleanField)
    assert one.words.vi and one.words.en


def test_a_declaration_says_how_or_why() -> None:
    words = Words("Việc", "Thing")
    for way in (Way.THING, Way.POSTS, Way.HISTORY, Way.ENDS, Way.ALONG):
        with pytest.raises(ValueError):
            Holding("x.Y", "agency", way, words)
    with pytest.raises(ValueError):
        held_by_agency(Holding("routing.Task", "agency", Way.HISTORY, words, words))
