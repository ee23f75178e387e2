from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    name = "motcua.base.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Every app's `events` register kinds and every app's `subscriptions` register who listens."""
        autodiscover_modules("events", "subscriptions")
