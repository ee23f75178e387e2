from django.db import migrations

from motcua.base.years.migrations import splitting


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunPython(splitting.prepare("access_look"), migrations.RunPython.noop),
    ]
