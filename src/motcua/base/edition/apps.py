from django.apps import AppConfig


class EditionConfig(AppConfig):
    name = "motcua.base.edition"
    label = "edition"
