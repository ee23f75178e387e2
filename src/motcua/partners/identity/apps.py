from importlib import import_module

from django.apps import AppConfig

from motcua.base.outages import signs


class IdentityConfig(AppConfig):
    name = "motcua.partners.identity"
    label = "identity"

    def ready(self) -> None:
        signs.register("identity", import_module("motcua.partners.identity.watch").watch)
