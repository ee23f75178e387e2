from django.apps import AppConfig


class DaysOffConfig(AppConfig):
    name = "motcua.base.daysoff"
    label = "daysoff"
