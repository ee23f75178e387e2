from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "motcua.base.ledger"
    label = "ledger"
