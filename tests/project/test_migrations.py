"""Every migration changes tables beside those who work on them, lets code of before go on, and has a way back."""

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from motcua.base.growing import GROWING
from motcua.base.growing.migrations import beside
from motcua.ops.checks.upgrades import rules

BEFORE_THE_FIRST_RELEASE = {
    "cases.0005_visits_and_signed_hand_overs",
    "cases.0006_let_files_answer_single_things",
    "cases.0007_keep_where_a_case_stands",
    "cases.0014_keep_decisions_of_older_systems",
    "catalogue.0004_keep_codes_and_the_end_of_fields",
    "correspondence.0003_say_when_what_a_message_tells_happened",
    "directory.0002_skills_delegations_and_absences",
    "processes.0002_say_a_process_as_a_graph",
    "reorganisation.0002_keep_plans_as_drafts_with_their_look",
    "routing.0002_let_branches_run_side_by_side",
    "routing.0003_share_out_tasks_by_rule",
    "routing.0011_let_requests_stand_beside_others_after_a_reorganisation",
    "routing.0012_keep_which_documents_a_step_produced",
    "routing.0013_share_out_and_remind_of_requests",
}
"""They add columns that code of before gives no value. No city served with code from before them."""

POSITIVE = models.PositiveIntegerField(null=True)
TO_ITSELF = models.ForeignKey("cases.case", null=True, on_delete=models.PROTECT)
CHECK = models.CheckConstraint(condition=models.Q(size__gte=1), name="case_try")
APART = ExclusionConstraint(name="case_try", expressions=[("size", "=")])
BAD = {
    "an index": (migrations.AddIndex("case", models.Index(fields=["size"], name="case_try")), "builds or looks"),
    "a rule": (migrations.AddConstraint("case", CHECK), "builds or looks"),
    "a column with a rule": (migrations.AddField("case", "minutes", POSITIVE), "looks at every row"),
    "a key": (migrations.AddField("case", "parent", TO_ITSELF), "looks at every row"),
    "a value for each row": (
        migrations.AddField("case", "other", models.UUIDField(db_default=RandomUUID())), "writes every row",
    ),
    "a column old code leaves empty": (
        migrations.AddField("case", "word", models.TextField(default="")), "code of before gives it no value",
    ),
    "another type": (migrations.AlterField("case", "size", models.BigIntegerField(null=True)), "writes every row anew"),
    "a shorter text": (migrations.AlterField("case", "name", models.CharField(max_length=5)), "writes every row anew"),
    "no longer empty": (migrations.AlterField("case", "size", models.IntegerField()), "looks at every row"),
    "found by": (
        migrations.AlterField("case", "size", models.IntegerField(null=True, db_index=True)), "builds an index",
    ),
    "the key made anew": (
        migrations.AlterField("case", "above", models.ForeignKey("cases.case", on_delete=models.PROTECT, null=True)),
        "AllowNull",
    ),
    "a column gone": (migrations.RemoveField("case", "size"), "say why nobody needs it"),
    "a table gone": (migrations.DeleteModel("case"), "say why nobody needs it"),
    "another name": (migrations.RenameField("case", "size", "length"), "say why nobody needs it"),
    "no way back": (migrations.RunPython(migrations.RunPython.noop), "no way back"),
    "rows in one go": (
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), "runs over rows in one transaction",
    ),
}  # fmt: skip
NEVER = {"a value for each row", "a column old code leaves empty", "another type", "a shorter text", "no longer empty",
         "the key made anew", "a column gone", "a table gone", "another name", "no way back"}  # fmt: skip
"""Bad also beside those who work."""


def before() -> ProjectState:
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("size", models.IntegerField(null=True)),
        ("name", models.CharField(max_length=9)),
        ("above", models.ForeignKey("cases.case", on_delete=models.PROTECT)),
    ]
    return ProjectState({("cases", "case"): ModelState("cases", "Case", fields, {"db_table": "cases_case"})})


def made(kind: type[migrations.Migration], *operations: Operation, **said: object) -> migrations.Migration:
    body = {"operations": list(operations), **said}
    return type("Migration", (kind,), body)("9999_try", "cases")


def test_every_migration_keeps_the_rules() -> None:
    found = rules.told(MigrationLoader(None))
    assert {name: wrong for name, wrong in found.items() if name not in BEFORE_THE_FIRST_RELEASE} == {}
    assert set(found) == BEFORE_THE_FIRST_RELEASE, "what is well has no place in the list"
    allowed = [one for wrong in found.values() for one in wrong if "code of before gives it no value" not in one]
    assert allowed == [], "nothing else was let pass"


@pytest.mark.parametrize("what", BAD)
def test_a_migration_that_keeps_people_waiting_is_told(what: str) -> None:
    operation, sentence = BAD[what]
    assert any(sentence in one for one in rules.complaints(made(migrations.Migration, operation), before()))
    wrong = list(rules.complaints(made(beside.Migration, operation), before()))
    assert any(sentence in one for one in wrong) == (what in NEVER), "beside those who work"


def test_what_cannot_be_built_beside_is_told_there_too() -> None:
    wrong = list(rules.complaints(made(beside.Migration, migrations.AddConstraint("case", APART)), before()))
    assert wrong == ["Create constraint case_try on model case: cannot be built beside those who write"]


def test_what_may_stop_halfway_may_be_begun_anew() -> None:
    assert "not atomic" in next(iter(rules.complaints(made(migrations.Migration, atomic=False), before())))


def test_python_after_another_step_of_a_transaction_is_told() -> None:
    steps = (BAD["an index"][0], BAD["no way back"][0])
    assert any("drawn anew" in one for one in rules.complaints(made(migrations.Migration, *steps), before()))
    assert not any("drawn anew" in one for one in rules.complaints(made(beside.Migration, *steps), before()))


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (migrations.RemoveField("case", "size"), {"contract": "nobody reads it since the release before"}),
        (migrations.RunPython(migrations.RunPython.noop), {"one_way": "what was is not kept"}),
        (migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), {"few_rows": "a dozen"}),
        (migrations.AddField("case", "word", models.TextField(db_default="")), {}),
        (migrations.AddField("case", "at", models.DateTimeField(db_default=models.functions.Now())), {}),
        (migrations.AlterField("case", "name", models.CharField(max_length=90)), {}),
    ],
)
def test_what_is_declared_or_keeps_nobody_waiting_is_let_pass(operation: Operation, said: dict[str, str]) -> None:
    assert list(rules.complaints(made(migrations.Migration, operation, **said), before())) == []


def test_a_table_made_in_the_same_migration_is_nobodys_yet() -> None:
    fields = [("id", models.BigAutoField(primary_key=True)), ("size", models.IntegerField())]
    create = migrations.CreateModel("Task", fields, {"db_table": "routing_task"})
    index = migrations.AddIndex("task", models.Index(fields=["size"], name="task_try"))
    assert list(rules.complaints(made(migrations.Migration, create, index), before())) == []


def test_every_growing_table_is_there() -> None:
    models_of_all = MigrationLoader(None).project_state().models.values()
    assert {model.options.get("db_table") for model in models_of_all} >= GROWING
