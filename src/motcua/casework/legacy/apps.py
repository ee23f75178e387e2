from django.apps import AppConfig


class LegacyConfig(AppConfig):
    name = "motcua.casework.legacy"
    label = "legacy"
