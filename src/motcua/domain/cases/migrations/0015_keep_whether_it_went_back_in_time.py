from django.db import migrations, models

from motcua.base.growing.migrations import beside


class Migration(beside.Migration):

    dependencies = [
        ('cases', '0014_keep_decisions_of_older_systems'),
    ]

    operations = [
        migrations.AddField(
            model_name='supplementrequest',
            name='return_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='supplementrequest',
            constraint=models.CheckConstraint(condition=models.Q(('return_until', None), ('after_acceptance', True), _connector='OR'), name='supplement_returned_after_acceptance'),
        ),
    ]
