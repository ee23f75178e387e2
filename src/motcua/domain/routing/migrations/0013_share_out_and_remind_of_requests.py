import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from motcua.base.growing.migrations import beside


class Migration(beside.Migration):

    dependencies = [
        ('directory', '0003_keep_a_list_of_skills'),
        ('routing', '0012_keep_which_documents_a_step_produced'),
    ]

    operations = [
        migrations.AddField(
            model_name='subrequest',
            name='minutes',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='subrequest',
            name='awaited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.position'),
        ),
        beside.AllowNull(
            model_name='reminder',
            name='task',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='routing.task'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='request',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='told', to='routing.subrequest'),
        ),
        migrations.AlterField(
            model_name='mailchoice',
            name='off',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('half', 'Half'), ('near', 'Near'), ('late', 'Late'), ('answer', 'Answer'), ('return', 'Return')], max_length=8), default=list, size=None),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='about',
            field=models.CharField(choices=[('step', 'Step'), ('case', 'Case'), ('answer', 'Answer'), ('asked', 'Asked'), ('return', 'Return')], max_length=6),
        ),
        migrations.RemoveConstraint(
            model_name='reminder',
            name='reminder_about_known',
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('about__in', ['step', 'case', 'answer', 'asked', 'return'])), name='reminder_about_known'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('request__isnull', False)), fields=('request', 'point', 'due_at', 'level'), name='reminder_of_request_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', 'asked'), ('request__isnull', False), ('task', None)), models.Q(models.Q(('about', 'asked'), _negated=True), ('request', None), ('task__isnull', False)), _connector='OR'), name='reminder_of_task_or_request'),
        ),
    ]
