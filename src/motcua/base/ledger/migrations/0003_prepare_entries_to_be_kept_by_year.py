from django.db import migrations

from motcua.base.growing.migrations import beside
from motcua.base.years.migrations import splitting


class Migration(beside.Migration):
    dependencies = [("ledger", "0002_seals")]

    operations = [
        migrations.RunPython(splitting.make_function, migrations.RunPython.noop),
        migrations.RunPython(splitting.prepare("ledger_entry"), migrations.RunPython.noop),
    ]
