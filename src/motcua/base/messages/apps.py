from django.apps import AppConfig

from motcua.base.messages.channels import register_channel
from motcua.base.messages.email import Email


class CorrespondenceConfig(AppConfig):
    name = "motcua.base.messages"
    label = "correspondence"

    def ready(self) -> None:
        register_channel(Email())
