from django.apps import AppConfig

from motcua.base.access import permissions
from motcua.base.ui import nav
from motcua.kernel.words import Words


class ConsoleConfig(AppConfig):
    name = "motcua.faces.console"
    label = "console"

    def ready(self) -> None:
        nav.register(
            nav.Place(
                "/quan-tri/",
                Words("Cơ quan", "Agencies"),
                "building",
                permission=permissions.DIRECTORY_MANAGE,
                order=80,
            )
        )
        nav.register(
            nav.Place(
                "/quan-tri/can-bo/",
                Words("Cán bộ", "Officials"),
                "people",
                permission=permissions.ACCOUNTS_MANAGE,
                order=81,
            )
        )
