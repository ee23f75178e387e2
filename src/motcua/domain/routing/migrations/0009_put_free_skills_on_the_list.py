"""Words that posts and rules named until now become the city's list: spelled alike, they are one skill."""

from django.db import migrations


def put_on_the_list(apps, schema_editor):
    using = schema_editor.connection.alias
    skills = apps.get_model("directory", "Skill").objects.using(using)
    named = apps.get_model("routing", "AssignmentRule").objects.using(using).exclude(skill="")
    words = {one for one in named.values_list("skill", flat=True)}
    positions = apps.get_model("directory", "Position").objects.using(using)
    words |= {one for held in positions.exclude(skills=[]).values_list("skills", flat=True) for one in held}
    for name in sorted(words):
        skills.get_or_create(name=name)


class Migration(migrations.Migration):
    few_rows = "posts and rules, some thousand"
    dependencies = [("directory", "0003_keep_a_list_of_skills"), ("routing", "0008_mail_no_reminder_of_before")]

    operations = [migrations.RunPython(put_on_the_list, migrations.RunPython.noop)]
