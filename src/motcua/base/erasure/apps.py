from django.apps import AppConfig


class ErasureConfig(AppConfig):
    name = "motcua.base.erasure"
    label = "erasure"
