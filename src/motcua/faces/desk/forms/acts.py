"""One form per act. `act` calls the act with what was typed; what the case offers is known when the form is made."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from motcua.base.ui.forms import Form, Typed
from motcua.casework import steps
from motcua.casework.queries.officials import officials_for
from motcua.casework.queries.page import CasePage
from motcua.casework.services.accept import accept_case
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.decide import decide_case
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.recall import recall_case
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import answer_supplement
from motcua.casework.signing import Draft, asked_at
from motcua.domain.cases.enums import ApplicantKind, Outcome
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.queries import limits_for
from motcua.domain.directory.models import Position
from motcua.domain.processes.graph.definition import SignOff
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.queries.reasons import reasons_for
from motcua.faces.desk.conflict import LONGEST, snapshot
from motcua.faces.desk.forms import step_fields
from motcua.faces.desk.forms.promise import promise_fields, promise_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.identifiers import Malformed
from motcua.kernel.words import Words

REASON = Words("Lý do", "Reason")
GRANTED_TEXT = Words("Đồng ý giải quyết theo đề nghị.", "Granted as requested.")
OUTCOMES = (
    (Outcome.GRANTED.value, Words("Đồng ý giải quyết", "Grant")),
    (Outcome.DENIED.value, Words("Từ chối giải quyết (kèm phiếu mẫu 03)", "Deny (with slip 03)")),
)
DRAFT_TEXT = Words("Dự thảo nội dung kết quả", "Draft of the result")
COMMON = Words("Lý do thường gặp", "Common reasons")
OWN_WORDS = Words("Chọn một lý do, hoặc tự ghi ở ô trên", "Choose one, or write it above")
AMOUNT_WRONG = Words("Số tiền là một số nguyên, ví dụ 1.250.000.", "The amount is a whole number, such as 1,250,000.")


def area(label: Words, *, needed: bool = True, rows: int = 3) -> forms.CharField:
    """A text of some lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=needed, max_length=2000, widget=widget)  # type: ignore[arg-type]


def line(label: Words, *, needed: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=needed, max_length=300)  # type: ignore[arg-type]


def typed_amount(text: str) -> int:
    """Whole đồng from "1.250.000 đ". Malformed otherwise."""
    bare = "".join(text.lower().replace("đ", "").replace("vnd", "").split()).replace(".", "").replace(",", "")
    if not bare.isascii() or not bare.isdigit() or len(bare) > 15:
        raise Malformed(AMOUNT_WRONG)
    return int(bare)


class ActForm(Form):
    """Base: `page` is the case as shown, `intro` or what `introduced` makes of it is said above the fields.

    `ready`: as suggested it may be sent at once, so the hand goes to its button; else to its first field.
    """

    ready: ClassVar[bool] = False
    intro: ClassVar[Words | None] = None
    template: ClassVar[str] = ""
    done: ClassVar[Words] = Words("Đã ghi nhận.", "Done.")
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST)

    def __init__(self, data: Any = None, *, page: CasePage) -> None:
        self.page = page
        self.typed = data
        vars(self)["base_fields"] = {**type(self).base_fields, **self.offered(page)}
        super().__init__(data, initial={"expected": page.case.version, "seen": snapshot(page), **self.suggested(page)})
        if data is None and not self.ready:
            self.visible_fields()[0].field.widget.attrs["autofocus"] = True

    @property
    def sends(self) -> bool:
        """Whether the button gets the focus."""
        return self.ready and not self.is_bound

    @property
    def introduced(self) -> Words | None:
        return self.intro

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        """Fields that depend on the case."""
        return {}

    def suggested(self, page: CasePage) -> dict[str, Any]:
        """What stands in the fields before anything is typed."""
        return {}

    def carry_out(self, actor: Actor) -> Case:
        """Call the act with what was typed. Raises its Faults."""
        expected = self.cleaned_data.get("expected")
        typed = {name: value for name, value in self.cleaned_data.items() if name not in ("expected", "seen")}
        return self.act(actor=actor, case_id=self.page.case.pk, expected=expected, **typed)

    def act(self, **facts: Any) -> Case:
        raise NotImplementedError


class Reasoned(ActForm):
    """An act that asks for a reason: the city's common ones are there to choose, alone or before what is typed."""

    reasoned: ClassVar[ReplyAct]

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        known = reasons_for(self.reasoned)
        if not known:
            return {}
        choices = [("", str(OWN_WORDS)), *((text, text) for text in known)]
        widget = forms.Select(attrs={"data-fills": "id_reason"})
        field = forms.ChoiceField(label=str(COMMON), choices=choices, required=False, widget=widget)
        return {"common": field}

    def clean(self) -> dict[str, Any]:
        """A chosen reason is a reason; what was typed besides comes after it, what was only suggested goes."""
        values: dict[str, Any] = super().clean() or {}
        chosen, own = values.pop("common", ""), str(self["reason"].value() or "").replace("\r\n", "\n").strip()
        if chosen and own in ("", self.suggested(self.page).get("reason", "")):
            self.errors.pop("reason", None)
            values["reason"] = chosen
        elif chosen and "reason" in values and chosen not in own:
            values["reason"] = f"{chosen}\n{own}"
        return values


def outcomes() -> forms.ChoiceField:
    choices = [(value, str(words)) for value, words in OUTCOMES]
    return forms.ChoiceField(label=str(Words("Kết quả", "Outcome")), choices=choices, widget=forms.RadioSelect)


def drafted(page: CasePage) -> dict[str, Any]:
    """The result as it was prepared, or as it was sent back to be corrected; else the usual one."""
    if page.draft is not None:
        return {"outcome": page.draft.outcome, "text": page.draft.text}
    if page.returned:
        return {"outcome": page.returned[0].outcome, "text": page.returned[0].text}
    return {"outcome": Outcome.GRANTED.value, "text": GRANTED_TEXT.vi}


class StepForm(ActForm):
    """An act on one of the open steps: the one the page is about."""

    task_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def suggested(self, page: CasePage) -> dict[str, Any]:
        return super().suggested(page) | {"task_id": page.task.pk if page.task else None}


class LeavingForm(StepForm):
    """An act that finishes a step: it asks what the step fills in, and which of its documents are done."""

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        return super().offered(page) | step_fields.step_fields(page)

    def suggested(self, page: CasePage) -> dict[str, Any]:
        return super().suggested(page) | step_fields.suggested(page)

    @property
    def told(self) -> list[Words]:
        return step_fields.work_told(self.page) + step_fields.signing_told(self.page)

    def leave(self, act: Callable[..., Case], facts: dict[str, Any]) -> Case:
        """The act with `data` of the step's own fields; what it says of them is said at them."""
        plain = {name: value for name, value in facts.items() if not name.startswith(step_fields.PREFIX)}
        try:
            return act(**plain, data=step_fields.taken(self.page, facts))
        except Invalid as fault:
            raise step_fields.at_its_field(fault) from fault


class Accept(ActForm):
    """The choice among several time limits; a day and its ground where the procedure states none."""

    done = Words("Đã tiếp nhận hồ sơ {case}.", "Case {case} accepted.")
    ready = True

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        self.limits = limits_for(page.case.procedure_version_id, page.case.channel)
        return promise_fields(self.limits)

    def act(self, **facts: Any) -> Case:
        asked = {name: facts.pop(name) for name in ("actor", "case_id", "expected")}
        return accept_case(**asked, promise=promise_of(self.limits, facts))


class Refuse(Reasoned):
    reasoned = ReplyAct.REFUSE
    intro = Words("Người nộp nhận phiếu từ chối (mẫu 03) ghi lý do này.", "The applicant gets this on slip 03.")
    done = Words("Đã từ chối tiếp nhận. Phiếu 03 nằm trong mục Phiếu.", "Refused. Slip 03 is among the slips.")
    reason = area(REASON)

    def act(self, **facts: Any) -> Case:
        return refuse_case(**facts)


class Answer(ActForm):
    intro = Words(
        "Ghi thay người nộp rằng mọi thứ được yêu cầu nay đã đủ; hạn được tính lại.",
        "Note for the applicant that everything asked for is there; the clock starts anew.",
    )
    done = Words("Đã ghi nhận phần bổ sung.", "The supplements are noted.")
    ready = True
    answer = area(Words("Đã nộp những gì", "What was brought"), needed=False)

    def act(self, **facts: Any) -> Case:
        return answer_supplement(**facts)


class Forward(LeavingForm):
    """What the step fills in, then the note. Above stands where the case goes at the choices behind it."""

    done = Words("Đã chuyển hồ sơ {case} sang bước tiếp theo.", "Case {case} sent to the next step.")
    ready = True
    note = area(Words("Ý kiến gửi bước sau", "Note to the next step"), needed=False)

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        drafting = {"outcome": outcomes(), "text": area(DRAFT_TEXT)} if self.prepares(page) else {}
        return drafting | super().offered(page)

    def suggested(self, page: CasePage) -> dict[str, Any]:
        return super().suggested(page) | drafted(page)

    @property
    def told(self) -> list[Words]:
        return super().told + step_fields.ways_told(self.page)

    def prepares(self, page: CasePage) -> bool:
        return page.task is not None and bool(page.chain) and SignOff.PREPARE in asked_at(page.case, page.task)

    def act(self, **facts: Any) -> Case:
        if self.prepares(self.page):
            facts["draft"] = Draft(facts.pop("outcome"), facts.pop("text"))
        return self.leave(forward_case, facts)


class SendBack(StepForm, Reasoned):
    """To the step before; where there are several, one is chosen."""

    reasoned = ReplyAct.SEND_BACK
    done = Words("Đã chuyển lại bước trước.", "Sent back a step.")
    reason = area(REASON)

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        found = steps.earlier_steps(page.case, page.task, page.open) if page.task else ()
        if len(found) < 2:
            return super().offered(page)
        choices = [(step.key, str(step.words)) for step in found]
        label = str(Words("Chuyển lại về bước", "Send back to"))
        return super().offered(page) | {"to": forms.ChoiceField(label=label, choices=choices, required=False)}

    def act(self, **facts: Any) -> Case:
        return return_to_previous(**facts)


class Take(StepForm):
    done = Words("Hồ sơ {case} nay là việc của bạn.", "Case {case} is now yours.")
    ready = True

    def act(self, **facts: Any) -> Case:
        return take_task(**facts)


class Recall(ActForm):
    done = Words("Đã thu hồi hồ sơ {case} về bàn của bạn.", "Case {case} is back on your desk.")
    ready = True

    def act(self, **facts: Any) -> Case:
        return recall_case(**facts)


class Assign(StepForm):
    intro = Words("Chỉ cán bộ có vai trò của bước này.", "Only officials with this step's role.")
    done = Words("Đã giao hồ sơ {case}.", "Case {case} is assigned.")

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        found = officials_for([page.task] if page.task else [], page.heads)
        here = page.task.agency_id if page.task else None
        people = [(str(one.pk), said_of(one, elsewhere=one.agency_id != here)) for one in found]
        return {"position": forms.ChoiceField(label=str(Words("Giao cho", "Assign to")), choices=people)}

    def act(self, **facts: Any) -> Case:
        return assign_case(position_id=UUID(facts.pop("position")), **facts)


def said_of(one: Position, *, elsewhere: bool) -> str:
    """Name and title; of another unit also that unit."""
    told = f"{one.person.full_name} – {one.title}"
    return f"{told} ({one.agency.label})" if elsewhere else told


class Release(StepForm):
    done = Words("Đã trả việc về đơn vị.", "Given back to the unit.")
    ready = True

    def act(self, **facts: Any) -> Case:
        return release_task(**facts)


class Duty(ActForm):
    intro = Words("Đồng hồ dừng cho đến khi xác nhận đã nộp.", "The clock stands until payment is confirmed.")
    done = Words("Đã yêu cầu nộp nghĩa vụ tài chính.", "The dues were asked for.")
    reason = area(Words("Khoản phải nộp và căn cứ", "What is owed and on which ground"))
    amount_vnd = Typed(typed_amount, label=Words("Số tiền (đồng)", "Amount (đồng)"), required=False, max_length=30)

    def act(self, **facts: Any) -> Case:
        return request_duty(**facts)


class Settle(ActForm):
    done = Words("Đã xác nhận. Đồng hồ chạy tiếp.", "Confirmed. The clock runs again.")
    evidence = line(Words("Chứng từ đã nộp", "Proof of payment"))

    def act(self, **facts: Any) -> Case:
        return settle_duty(**facts)


class Decide(LeavingForm):
    done = Words("Đã phê duyệt hồ sơ {case}. Bộ phận Một cửa trả kết quả.", "Case {case} decided.")
    ready = True
    text = area(Words("Nội dung ghi trên kết quả", "Text of the result"))
    field_order = ("outcome", "text")

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        return {"outcome": outcomes()} | super().offered(page)

    def suggested(self, page: CasePage) -> dict[str, Any]:
        return super().suggested(page) | drafted(page)

    def act(self, **facts: Any) -> Case:
        return self.leave(decide_case, facts)


class HandOver(LeavingForm):
    done = Words("Đã trả kết quả hồ sơ {case}.", "The result of case {case} was handed over.")
    ready = True
    receiver = line(Words("Người nhận", "Receiver"))
    identity_shown = line(Words("Giấy tờ đã xuất trình", "Identity paper shown"))

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        """Handing over is what makes the step's documents done: none is ticked."""
        return {name: field for name, field in super().offered(page).items() if name != "documents"}

    def suggested(self, page: CasePage) -> dict[str, Any]:
        applicant = page.case.applicant
        number = applicant.identity_number if applicant.kind == ApplicantKind.PERSON else ""
        return super().suggested(page) | {
            "receiver": applicant.full_name,
            "identity_shown": f"Thẻ căn cước, số cuối {number[-4:]}" if number else "",
        }

    def act(self, **facts: Any) -> Case:
        facts.pop("task_id", None)
        return self.leave(hand_over_result, facts)


class Close(ActForm):
    done = Words("Đã kết thúc hồ sơ {case}.", "Case {case} closed.")
    ready = True

    def act(self, **facts: Any) -> Case:
        return close_case(**facts)


class Withdraw(ActForm):
    intro = Words("Chỉ rút khi người nộp yêu cầu.", "Only at the applicant's own request.")
    done = Words("Đã ghi nhận rút hồ sơ {case}.", "Case {case} withdrawn.")
    reason = area(REASON)

    def act(self, **facts: Any) -> Case:
        return withdraw_case(**facts)


class Stop(Reasoned):
    reasoned = ReplyAct.STOP
    intro = Words("Người nộp nhận thông báo dừng giải quyết (mẫu 05).", "The applicant gets notice 05.")
    done = Words("Đã dừng giải quyết hồ sơ {case}.", "Case {case} stopped.")
    reason = area(REASON)
    ground = line(Words("Căn cứ", "Ground"), needed=False)
    field_order = ("reason", "common", "ground")

    def act(self, **facts: Any) -> Case:
        return stop_case(**facts)
