from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "motcua.casework.bulk"
    label = "bulk"
