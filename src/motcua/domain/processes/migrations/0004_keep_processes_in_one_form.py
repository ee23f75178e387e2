from django.db import migrations, models


class Migration(migrations.Migration):
    contract = "the lines stand in the definition since the migration before; there was no release that reads them"

    dependencies = [
        ("processes", "0003_turn_step_tables_into_processes"),
    ]

    operations = [
        migrations.DeleteModel(name="ProcessLine"),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("definition", {}), ("empty", True)),
                    models.Q(("empty", False), models.Q(("definition", {}), _negated=True)),
                    _connector="OR",
                ),
                name="processes_process_defined_unless_empty",
                violation_error_message="Quy trình chưa có nội dung.",
            ),
        ),
    ]
