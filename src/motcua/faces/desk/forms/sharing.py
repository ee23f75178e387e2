"""How a unit's tasks are shared out, and what its officials are skilled in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from motcua.base.ui.forms import Form
from motcua.casework.services.rules import WORKING, role_words
from motcua.domain.catalogue.models import Procedure
from motcua.domain.directory.queries.skills import skills_in_use
from motcua.domain.routing.assigning import Way
from motcua.faces.desk.forms.absence import say
from motcua.kernel.words import Words

NO_CODE = Words("Không có thủ tục mã {code}.", "There is no procedure {code}.")
NO_SKILL = Words("— Không —", "— None —")
EVERY = Words("— Mọi lĩnh vực —", "— Every field —")


def roles() -> list[tuple[str, str]]:
    return [(role, str(role_words(role))) for role in WORKING]


def ways() -> list[tuple[str, str]]:
    return [(way.value, str(way.words)) for way in Way]


class RuleForm(Form):
    """`known`: what may be chosen as a field; `units` inside the agency, none where it has none."""

    role = forms.ChoiceField(label=say("Việc của", "Tasks of"), choices=roles, initial="specialist")
    way = forms.ChoiceField(
        label=say("Cách giao", "Shared out"), choices=ways, widget=forms.RadioSelect, initial="load"
    )
    skill = forms.ChoiceField(
        label=say("Kỹ năng cần có", "Skill needed"),
        help_text=say("Chỉ khi giao theo kỹ năng.", "Only where it goes by skill."),
        choices=lambda: [("", str(NO_SKILL)), *((name, name) for name in skills_in_use())],
        required=False,
    )
    unit = forms.ChoiceField(
        label=say("Phòng, đơn vị nhận việc", "Unit that gets the work"),
        help_text=say("Chỉ khi chuyển cho một phòng.", "Only where it goes to a unit."),
        required=False,
    )
    field = forms.ChoiceField(label=say("Lĩnh vực", "Field"), required=False)
    code = forms.CharField(
        label=say("Hoặc mã thủ tục", "Or the code of a procedure"),
        help_text=say("Để trống: cho cả lĩnh vực đã chọn.", "Empty: for the field chosen."),
        max_length=20,
        required=False,
    )

    def __init__(
        self, *args: Any, known: list[tuple[str, str]], units: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer(units)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("all", str(EVERY)), *known]

    def _offer(self, units: Sequence[tuple[str, str]]) -> None:
        way, unit = self.fields["way"], self.fields["unit"]
        assert isinstance(way, forms.ChoiceField) and isinstance(unit, forms.ChoiceField)
        unit.choices = [("", str(NO_SKILL)), *units]
        if not units:
            del self.fields["unit"]
            way.choices = [choice for choice in ways() if choice[0] != Way.UNIT]

    def clean_code(self) -> str:
        """The scope of the procedure; "" where none was typed."""
        code = self.cleaned_data["code"].strip()
        if not code:
            return ""
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is None:
            raise forms.ValidationError(str(NO_CODE.fill(code=code)))
        return f"procedure:{procedure.pk}"

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        scope = typed.get("code") or typed["field"] or "all"
        unit = UUID(typed["unit"]) if typed.get("unit") else None
        return {"role": typed["role"], "way": typed["way"], "skill": typed["skill"], "scope": scope, "unit_id": unit}


class SkillsForm(Form):
    """`held` are the skills the official has, `known` those on the list."""

    skills = forms.MultipleChoiceField(
        label=say("Kỹ năng", "Skills"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, known: Sequence[str], held: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(data, initial={"skills": list(held)}, **kwargs)
        field = self.fields["skills"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, name) for name in sorted({*known, *held})]

    @property
    def wanted(self) -> list[str]:
        return list(self.cleaned_data["skills"])
