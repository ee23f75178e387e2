from importlib import import_module

from django.apps import AppConfig

from motcua.base.outages import signs


class OpsConfig(AppConfig):
    name = "motcua.ops"
    label = "ops"

    def ready(self) -> None:
        import_module("motcua.ops.watching.alarming")
        signs.register("parts", import_module("motcua.ops.watching.noticing").watch)
