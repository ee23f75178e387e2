from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.base.documents"
    label = "documents"
