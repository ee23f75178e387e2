from django.db import migrations, models

from motcua.base.years.migrations import splitting


class Migration(migrations.Migration):
    one_way = splitting.ONE_WAY

    dependencies = [("correspondence", "0004_prepare_messages_to_be_kept_by_year"), ("ledger", "0003_prepare_entries_to_be_kept_by_year")]

    operations = [
        migrations.RunPython(splitting.split("correspondence", "Message")),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model_name="message", name="key", field=models.CharField(max_length=160))
            ]
        ),
    ]
