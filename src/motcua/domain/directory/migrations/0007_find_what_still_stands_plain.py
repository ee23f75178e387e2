"""Rows not sealed yet have an index of their own: whole telephones are found there, the worker takes them from there,
and once it is through the index is empty and costs nothing.
"""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from motcua.base.access import vault
from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("directory", "0006_let_what_reaches_people_be_sealed")]

    operations = [
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["phone"],
                name="directory_person_plain",
                condition=vault.some_plain("phone", "email", "address"),
            ),
        ),
        migrations.AddIndex(
            "enterprise",
            models.Index(
                fields=["id"], name="directory_enterprise_plain", condition=vault.some_plain("phone", "email")
            ),
        ),
        RemoveIndexConcurrently("person", "directory_person_bridge"),
    ]
