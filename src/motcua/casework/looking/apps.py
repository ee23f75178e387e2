from django.apps import AppConfig


class LookingConfig(AppConfig):
    name = "motcua.casework.looking"
    label = "looking"
