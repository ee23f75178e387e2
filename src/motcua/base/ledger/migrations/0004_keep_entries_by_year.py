from django.db import migrations, models

from motcua.base.years.migrations import splitting


class Migration(migrations.Migration):
    one_way = splitting.ONE_WAY

    dependencies = [("ledger", "0003_prepare_entries_to_be_kept_by_year")]

    operations = [
        migrations.RunPython(splitting.split("ledger", "Entry", sequence=True)),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="setaside",
                    name="entry",
                    field=models.ForeignKey(
                        db_constraint=False, on_delete=models.deletion.PROTECT, related_name="+", to="ledger.entry"
                    ),
                ),
                migrations.RemoveConstraint(model_name="entry", name="ledger_entry_number_once"),
            ]
        ),
    ]
