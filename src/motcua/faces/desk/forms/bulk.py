"""The words of a bulk order: the same for every case, with variables where cases differ."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from motcua.base.ui.forms import Form, Typed, said
from motcua.casework.bulk.orders import MOVING, TEXTED, Order
from motcua.domain.directory.models import Position
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.services.templates import TEXT_MOST
from motcua.faces.desk.forms.acts import GRANTED_TEXT, OUTCOMES
from motcua.faces.desk.forms.move_version import moving_fields
from motcua.faces.desk.forms.supplement import counted
from motcua.kernel.identifiers import Malformed
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

LABELS = {
    "forward": Words("Ý kiến gửi bước sau", "Note to the next step"),
    "decide": Words("Nội dung ghi trên kết quả", "Text of the result"),
    "supplement": Words("Lý do", "Reason"),
    "apologise": Words("Lý do chậm", "Why it is late"),
    MOVING: Words("Theo quyết định", "By decision"),
}


class BulkForm(Form):
    """`order` is the one kept so far. Only the fields the act needs are there."""

    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, order: Order, officials: Sequence[Position] = ()) -> None:
        self.order = order
        self.line_count = counted(str((data or {}).get("lines", "")) or str(len(order.items)))
        vars(self)["base_fields"] = {**type(self).base_fields, **self._own(officials)}
        super().__init__(data, initial=initial_of(order))

    def _own(self, officials: Sequence[Position]) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        action = self.order.action
        if action == "decide":
            choices = [(value, str(words)) for value, words in OUTCOMES]
            fields["outcome"] = forms.ChoiceField(label=said("Kết quả", "Outcome"), choices=choices,
                                                  widget=forms.RadioSelect)  # fmt: skip
        if action in (*TEXTED, MOVING):
            widget = forms.Textarea(attrs={"rows": 3})
            label = said(*LABELS[action])
            fields["text"] = forms.CharField(label=label, required=False, max_length=TEXT_MOST, widget=widget)
        if action == "supplement":
            for number in range(1, self.line_count + 1):
                asked, how = said(f"Cần bổ sung {number}", f"To supply {number}"), said("Thế nào", "How")
                fields[f"item_{number}"] = forms.CharField(label=asked, required=False, max_length=500)
                fields[f"remark_{number}"] = forms.CharField(label=how, required=False, max_length=500)
        if action == "apologise":
            label = said(
                "Ngày hẹn mới (để trống: theo tiến độ từng hồ sơ)", "New date (empty: by each case's progress)"
            )
            fields["new_day"] = Typed(typed_date, label=label, required=False, max_length=40)
        if action == MOVING:
            fields |= moving_fields()
        if action == "assign":
            people = [(str(one.pk), f"{one.person.full_name} – {one.title}, {one.agency.label}") for one in officials]
            fields["position"] = forms.ChoiceField(label=said("Giao cho", "Assign to"), choices=people)
        return fields

    @property
    def item_rows(self) -> list[tuple[Any, Any]]:
        if self.order.action != "supplement":
            return []
        return [(self[f"item_{number}"], self[f"remark_{number}"]) for number in range(1, self.line_count + 1)]

    @property
    def chosen(self) -> Order:
        """The order as the fields stand now, checked or not."""
        items = ((_said(text), _said(note)) for text, note in self.item_rows)
        position = _said(self["position"]) if "position" in self.fields else ""
        return Order(
            action=self.order.action,
            text=_said(self["text"]) if "text" in self.fields else "",
            outcome=_said(self["outcome"]) if "outcome" in self.fields else "",
            items=tuple((text or note, note if text else "") for text, note in items if text or note),
            position_id=_id(position),
            template_id=_id(str(self.data.get("mau_da_chon", ""))) if self.is_bound else self.order.template_id,
            new_day=_day(_said(self["new_day"])) if "new_day" in self.fields else None,
            **self._moving(),
        )

    def _moving(self) -> dict[str, Any]:
        if self.order.action != MOVING:
            return {}
        ask_new = self["ask_new"].value() not in (None, False, "", "False")
        return {"promise": _said(self["promise"]), "otherwise": _said(self["otherwise"]), "ask_new": ask_new}


def initial_of(order: Order) -> dict[str, Any]:
    rows: dict[str, str] = {}
    for number, (text, note) in enumerate(order.items, start=1):
        rows |= {f"item_{number}": text, f"remark_{number}": note}
    position = str(order.position_id or "")
    return {"text": order.text, "outcome": order.outcome, "position": position, "lines": len(order.items),
            "new_day": short_date(order.new_day) if order.new_day else "", "promise": order.promise,
            "otherwise": order.otherwise, "ask_new": order.ask_new, **rows}  # fmt: skip


def begun(action: str, templates: Sequence[ReplyTemplate]) -> Order:
    """What stands in the fields at first: a granted decision, or the supplement template used most."""
    if action == "decide":
        return Order(action, GRANTED_TEXT.vi, "granted")
    if action == "supplement" and templates:
        return with_template(Order(action), templates[0])
    return Order(action)


def with_template(order: Order, template: ReplyTemplate) -> Order:
    """The order with the words of a template; its variables are filled case by case."""
    outcome = template.kind.outcome or order.outcome
    items = tuple((text, note) for text, note in template.items)
    return Order(order.action, template.text, outcome, items, order.position_id, template.pk)


def _said(bound: Any) -> str:
    return str(bound.value() or "").replace("\x00", "").replace("\r\n", "\n").strip()


def _day(text: str) -> date | None:
    try:
        return typed_date(text) if text else None
    except Malformed:
        return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
