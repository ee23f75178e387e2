from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0006_let_files_answer_single_things"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="process_state",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="case",
            name="data",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
