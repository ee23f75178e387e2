"""Run with the owner's settings on a city without tables: Django's own way through the migrations, nothing saved."""

import django
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor

if __name__ == "__main__":
    django.setup()

    from motcua.ops.management.commands import prepare_city

    prepare_city.first_tables.Executor = MigrationExecutor  # type: ignore[assignment, misc]
    call_command("prepare_city")
