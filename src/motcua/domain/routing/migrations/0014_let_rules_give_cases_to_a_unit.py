import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_keep_a_list_of_skills'),
        ('routing', '0013_share_out_and_remind_of_requests'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='assignmentrule', name='assignment_rule_way'),
        migrations.AddField(
            model_name='assignmentrule',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.agency'),
        ),
        migrations.AlterField(
            model_name='assignmentrule',
            name='way',
            field=models.CharField(choices=[('round', 'Lần lượt từng người'), ('load', 'Người ít việc nhất (theo số phút dự kiến)'), ('skill', 'Người có kỹ năng, ít việc nhất'), ('same', 'Người đã làm hồ sơ này hoặc hồ sơ trước của người nộp'), ('manual', 'Không tự giao: cán bộ tự nhận hoặc lãnh đạo giao'), ('unit', 'Chuyển cho một phòng, đơn vị bên trong')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='assignmentrule',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['round', 'load', 'skill', 'same', 'manual', 'unit'])), name='assignment_rule_way'),
        ),
        migrations.AddConstraint(
            model_name='assignmentrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'unit'), ('unit__isnull', False)), models.Q(models.Q(('way', 'unit'), _negated=True), ('unit', None)), _connector='OR'), name='assignment_rule_unit'),
        ),
    ]
