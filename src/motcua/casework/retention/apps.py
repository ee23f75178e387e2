from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "motcua.casework.retention"
    label = "retention"
