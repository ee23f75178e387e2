"""Which schema an app's tables belong to. At run time there is one alias, so only migrations ask."""

from typing import Any

from motcua.conf.settings.apps import COMMON_APPS


class SchemaRouter:
    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label in COMMON_APPS) == (db == "common")
