from django.apps import AppConfig


class ReorganisationConfig(AppConfig):
    name = "motcua.casework.reorganisation"
    label = "reorganisation"
