"""Every personal field of every model has its rule and its way to go; none is named that does not exist."""

from django.apps import apps

from motcua.casework.retention.fates import FATES, declared
from motcua.kernel.privacy import declaration

OWN = [model for config in apps.get_app_configs() if config.name.startswith("motcua.") for model in config.get_models()]


def test_every_personal_field_has_its_fate_and_every_fate_a_field() -> None:
    personal = {
        f"{model._meta.label}.{field.name}" for model in OWN for field in model._meta.local_fields if declaration(field)
    }
    assert set(declared()) == personal
    assert all(len(rules) == 1 for rules in declared().values()), "one rule each"
    for fate in FATES:
        names = {field.name for field in apps.get_model(fate.model)._meta.local_fields}
        assert set(fate.also) <= names
