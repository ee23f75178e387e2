from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "motcua.domain.directory"
    label = "directory"
