"""Telephones are going to be sealed in their columns. What finds them comes first, and an index that may go through the
change of their type: one with a condition would be built anew, with people kept from the table.
"""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from motcua.base.access import vault
from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("directory", "0004_watch_what_seldom_changes")]

    operations = [
        migrations.AddField("person", "phone_digest", vault.ShortDigestField(of="phone")),
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["phone_digest"],
                name="directory_person_by_phone",
                condition=models.Q(phone_digest__isnull=False),
            ),
        ),
        migrations.AddIndex("person", models.Index(fields=["phone"], name="directory_person_bridge")),
        RemoveIndexConcurrently("person", "directory_person_phone"),
    ]
