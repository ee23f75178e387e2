from django.db import migrations

from motcua.base.growing.migrations import beside
from motcua.base.years.migrations import splitting


class Migration(beside.Migration):
    dependencies = [("access", "0002_let_names_of_old_looks_go")]

    operations = [
        migrations.RunPython(splitting.prepare("access_look"), migrations.RunPython.noop),
    ]
