"""Instances made for lists are those that Django makes."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_init

from motcua.base.instances import _plain, made

MODELS = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


@pytest.mark.parametrize("part", [1, 2, 1000], ids=["the key", "two fields", "all fields"])
@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_an_instance_is_that_of_django(model: type[Model], part: int) -> None:
    names = [field.attname for field in model._meta.concrete_fields][:part]
    ours, usual = made(model, names, range(len(names)), "here"), model.from_db("here", names, list(range(len(names))))
    assert told(ours) == told(usual) and ours.get_deferred_fields() == usual.get_deferred_fields()
    assert (ours._state.adding, ours._state.db) == (usual._state.adding, usual._state.db) == (False, "here")
    assert ours._state.fields_cache == {}


def told(instance: Model) -> dict[str, object]:
    return {name: value for name, value in vars(instance).items() if name != "_state"}


def test_whoever_listens_hears() -> None:
    heard: list[Model] = []
    post_init.connect(listener := lambda instance, **more: heard.append(instance), sender=MODELS[0], weak=False)
    _plain.cache_clear()
    try:
        assert heard == [made(MODELS[0], ["id"], [1], "here")]
    finally:
        post_init.disconnect(listener, sender=MODELS[0])
        _plain.cache_clear()
