"""A text that may be longer than before changes the catalogue alone: no row is read."""

from django.db import migrations

from motcua.base.access import vault


class Migration(migrations.Migration):
    dependencies = [("access", "0008_lists_and_searches_are_looks")]

    operations = [migrations.AlterField("account", "email", vault.SealedInPlaceField(blank=True, default=""))]
