from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "motcua.domain.replies"
    label = "replies"
