"""The form of a reply template: for which act, for whom, the words with their variables."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from motcua.base.ui.forms import Form, said
from motcua.domain.directory.models import Agency
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.services.templates import TEXT_MOST, TITLE_MOST, ReplyText
from motcua.faces.desk.forms.supplement import counted
from motcua.kernel.words import Words

OWN = Words("Chỉ tôi dùng", "Only for me")


class ReplyForm(Form):
    """`agencies` are those one may share with; none, and the template is one's own. Free lines as for supplements."""

    act = forms.ChoiceField(label=said("Dùng cho việc", "For the act"))
    title = forms.CharField(label=said("Tên mẫu", "Name"), max_length=TITLE_MOST)
    text = forms.CharField(
        label=said("Nội dung", "Text"), max_length=TEXT_MOST, widget=forms.Textarea(attrs={"rows": 6})
    )
    ground = forms.CharField(label=said("Căn cứ (chỉ cho thông báo dừng)", "Ground (stop notices)"), required=False,
                             max_length=TEXT_MOST)  # fmt: skip
    procedure_code = forms.CharField(label=said("Chỉ cho thủ tục có mã", "Only for the procedure"), required=False,
                                     max_length=40)  # fmt: skip
    share = forms.ChoiceField(label=said("Ai được dùng", "Who may use it"), required=False)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, agencies: Sequence[Agency] = (), initial: Any = None) -> None:
        asked = str((data or initial or {}).get("lines", ""))
        self.line_count = counted(asked)
        own = {
            f"{kind}_{number}": forms.CharField(label=label, required=False, max_length=500)
            for number in range(1, self.line_count + 1)
            for kind, label in (
                ("item", said(f"Nội dung cần bổ sung {number}", f"What to supply {number}")),
                ("remark", said(f"Bổ sung thế nào {number}", f"How {number}")),
            )
        }
        vars(self)["base_fields"] = {**type(self).base_fields, **own}
        super().__init__(data, initial=initial)
        act, share = self.fields["act"], self.fields["share"]
        assert isinstance(act, forms.ChoiceField) and isinstance(share, forms.ChoiceField)
        act.choices = [(kind.value, str(kind.words)) for kind in ReplyAct]
        share.choices = [("", str(OWN)), *((str(agency.pk), agency.label) for agency in agencies)]

    @property
    def item_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"item_{number}"], self[f"remark_{number}"]) for number in range(1, self.line_count + 1)]

    @property
    def reply(self) -> ReplyText:
        """What stands in the fields now, checked or not: for saving and for the preview."""

        def value(name: str) -> str:
            return str(self[name].value() or "")

        return ReplyText(
            act=value("act"), title=value("title"), text=value("text"), ground=value("ground"),
            items=tuple((str(text.value() or ""), str(note.value() or "")) for text, note in self.item_rows),
            procedure_code=value("procedure_code"),
        )  # fmt: skip

    @property
    def agency_id(self) -> UUID | None:
        chosen = self.cleaned_data.get("share")
        return UUID(chosen) if chosen else None


def initial_of(template: ReplyTemplate) -> dict[str, Any]:
    """The fields of a template as it is."""
    rows: dict[str, str] = {}
    for number, (text, note) in enumerate(template.items, start=1):
        rows |= {f"item_{number}": text, f"remark_{number}": note}
    return {
        "act": template.act, "title": template.title, "text": template.text, "ground": template.ground,
        "procedure_code": template.procedure.code if template.procedure else "",
        "share": str(template.agency_id or ""), "lines": len(template.items), "expected": template.version, **rows,
    }  # fmt: skip
