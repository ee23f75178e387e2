from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("processes", "0001_tables_from_a_day_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="process",
            name="definition",
            field=models.JSONField(default=dict),
        ),
    ]
