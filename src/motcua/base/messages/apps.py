from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "motcua.base.messages"
    label = "correspondence"
