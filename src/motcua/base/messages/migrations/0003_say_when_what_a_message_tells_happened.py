from django.db import migrations, models

from motcua.kernel import clock


class Migration(migrations.Migration):

    dependencies = [("correspondence", "0002_owe_messages_without_an_entry")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="happened_at",
            field=models.DateTimeField(default=clock.now, editable=False),
        ),
    ]
