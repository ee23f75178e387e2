from django.apps import AppConfig

from motcua.base.ui import nav
from motcua.kernel.words import Words


class PracticeConfig(AppConfig):
    name = "motcua.faces.practice"
    label = "practice"

    def ready(self) -> None:
        nav.register(nav.Place("/can-bo/luyen-tap/", Words("Luyện tập", "Practice"), "study", order=95))
