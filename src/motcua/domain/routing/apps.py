from importlib import import_module

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "motcua.domain.routing"
    label = "routing"

    def ready(self) -> None:
        """Cases are seen by those who do a step of them, too."""
        seen = import_module("motcua.domain.cases.permissions").SEEN_BESIDES
        seen.append(import_module("motcua.domain.routing.permissions").sees_by_task)
