"""What was told on the desk before letters were sent is mailed to nobody."""

from django.db import migrations
from django.db.models import F

from motcua.base.growing.migrations import beside


def mark_as_mailed(apps, schema_editor):
    reminders = apps.get_model("routing", "Reminder").objects.using(schema_editor.connection.alias)
    for lot in beside.pieces(reminders.filter(mailed_at=None).only("pk"), 1000):
        reminders.filter(pk__in=[one.pk for one in lot]).update(mailed_at=F("created_at"))


class Migration(beside.Migration):
    dependencies = [("routing", "0007_remember_what_was_mailed")]

    operations = [migrations.RunPython(mark_as_mailed, migrations.RunPython.noop)]
