
import django.db.models.deletion
import motcua.kernel.clock
import motcua.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_apologies_with_a_new_date'),
        ('directory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionDraft',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='decision_draft', serialize=False, to='cases.case')),
                ('outcome', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('prepared_at', models.DateTimeField(default=motcua.kernel.clock.now)),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.position')),
            ],
            options={
                'db_table': 'cases_decision_draft',
            },
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=8)),
                ('signer', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField(default=motcua.kernel.clock.now)),
                ('died_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_offs', to='cases.case')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.position')),
            ],
            options={
                'db_table': 'cases_sign_off',
                'indexes': [models.Index(fields=['case', 'signed_at'], name='sign_off_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('died_at', None)), fields=('case', 'step', 'kind'), name='sign_off_lives_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['prepare', 'initial', 'sign', 'seal'])), name='sign_off_kind_known')],
            },
        ),
    ]
