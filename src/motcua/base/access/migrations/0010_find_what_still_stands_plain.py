"""Rows not sealed yet have an index of their own, which is empty once the worker is through."""

from django.db import migrations, models

from motcua.base.access import vault
from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("access", "0009_let_addresses_of_accounts_be_sealed")]

    operations = [
        migrations.AddIndex(
            "account", models.Index(fields=["id"], name="access_account_plain", condition=vault.some_plain("email"))
        ),
    ]
