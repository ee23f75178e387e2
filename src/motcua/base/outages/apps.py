from importlib import import_module

from django.apps import AppConfig

from motcua.base.ui import banners


class OutagesConfig(AppConfig):
    name = "motcua.base.outages"
    label = "outages"

    def ready(self) -> None:
        """What needs models is known only now."""
        banners.register(import_module("motcua.base.outages.kept").banners)
