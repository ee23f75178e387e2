from django.db import migrations, models

from motcua.base.growing.migrations import beside


class Migration(beside.Migration):

    dependencies = [
        ("routing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="token",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="task",
            name="role",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.RemoveConstraint(model_name="task", name="task_open_once"),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("case", "token"), name="task_open_once"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("role", "")), fields=["due_at"], name="task_timers"
            ),
        ),
    ]
