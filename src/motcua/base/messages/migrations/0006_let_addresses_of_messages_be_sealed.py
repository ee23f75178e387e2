"""The column stays as it is; rows not sealed yet have an index of their own, which is empty once the worker is through."""

from django.db import migrations, models

from motcua.base.access import vault
from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("correspondence", "0005_keep_messages_by_year")]

    operations = [
        migrations.AlterField("message", "address", vault.SealedInPlaceField(blank=True)),
        migrations.AddIndex(
            "message",
            models.Index(fields=["id"], name="correspondence_message_plain", condition=vault.some_plain("address")),
        ),
    ]
