"""Every published table becomes a definition: its rows one after the other, the one before the last decides."""

from decimal import Decimal

from django.db import migrations


def turn(apps, schema_editor):
    process_model, line_model = apps.get_model("processes", "Process"), apps.get_model("processes", "ProcessLine")
    for process in process_model.objects.filter(empty=False):
        lines = list(line_model.objects.filter(process=process).order_by("position"))
        process.definition = definition(process.scope, lines)
        process.save(update_fields=["definition"])


def definition(name, lines):
    nodes = [{"key": "_start", "kind": "start", "words": {"vi": "Bắt đầu", "en": "Start"}}]
    nodes += [node(line, decides=line is lines[-2]) for line in lines]
    nodes += [{"key": "_end", "kind": "end", "words": {"vi": "Kết thúc", "en": "End"}}]
    pairs = zip(nodes, nodes[1:])
    flows = [
        {"key": f"_f{number}", "source": one["key"], "target": other["key"]}
        for number, (one, other) in enumerate(pairs, start=1)
    ]
    return {"words": {"vi": name, "en": name}, "nodes": nodes, "flows": flows}


def node(line, *, decides):
    told = {
        "key": line.key,
        "kind": "step",
        "words": {"vi": line.name_vi, "en": line.name_en},
        "performer": {"relation": line.unit, "role": line.role},
    }
    if line.working_hours is not None:
        told["minutes"] = round(Decimal(line.working_hours) * 60)
    return told | ({"decides": True} if decides else {})


class Migration(migrations.Migration):
    few_rows = "a process for each procedure and year, not for each case"

    dependencies = [
        ("processes", "0002_say_a_process_as_a_graph"),
    ]

    operations = [migrations.RunPython(turn, migrations.RunPython.noop)]
