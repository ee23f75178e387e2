from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "motcua.base.territory"
    label = "territory"
