from django.db import migrations

from motcua.base.growing.migrations import beside
from motcua.base.years.migrations import splitting


class Migration(beside.Migration):
    dependencies = [("correspondence", "0003_say_when_what_a_message_tells_happened")]

    operations = [
        migrations.RunPython(splitting.prepare("correspondence_message"), migrations.RunPython.noop),
    ]
