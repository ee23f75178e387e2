"""The form that moves a case to the version in force: what differs above it, what the decision says in it."""

from typing import Any

from django import forms

from motcua.base.ui.forms import said
from motcua.casework.moving_words import ASK_NEW, OTHERWISE, OTHERWISE_LABEL, PROMISE_LABEL, PROMISES
from motcua.casework.queries.page import CasePage
from motcua.casework.services.move_to_version import move_to_version
from motcua.casework.steps import step_named, words_of
from motcua.casework.version_moving import Plan, Wish, plan_for
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.difference import Section, difference
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.processes.graph.difference import difference as process_difference
from motcua.domain.processes.graph.difference_words import sentences
from motcua.domain.routing.steps import steps_of
from motcua.faces.desk.forms.acts import ActForm, line
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

ONLY_NEW = Words("Chỉ phiên bản mới đòi hỏi: {names}.", "Only the new version asks for: {names}.")
NO_LONGER = Words("Không còn phải nộp: {names}.", "No longer asked for: {names}.")


def moving_fields() -> dict[str, forms.Field]:
    """How a decision moves cases; the first of each is what a fair official would choose."""

    def choice(label: Words, ways: tuple[tuple[str, Words], ...]) -> forms.ChoiceField:
        choices = [(value, str(words)) for value, words in ways]
        return forms.ChoiceField(label=said(*label), choices=choices, widget=forms.RadioSelect, initial=choices[0][0])

    return {
        "promise": choice(PROMISE_LABEL, PROMISES),
        "otherwise": choice(OTHERWISE_LABEL, OTHERWISE),
        "ask_new": forms.BooleanField(label=said(*ASK_NEW), required=False),
    }


class MoveVersion(ActForm):
    intro = Words(
        "Giấy tờ đã nộp được giữ. Nếu không chọn khác, hồ sơ không phải nộp thêm gì và hạn trả không muộn hơn.",
        "Papers handed in are kept. Unless you choose otherwise nothing more is asked for and nothing gets later.",
    )
    done = Words("Đã chuyển hồ sơ {case} sang phiên bản và quy trình đang áp dụng.", "Case {case} was moved.")
    template = "desk/parts/move_version.html"
    decision = line(Words("Theo quyết định", "By decision"))

    def offered(self, page: CasePage) -> dict[str, forms.Field]:
        self.plan = plan_for(page.case, page.open, Wish())
        return moving_fields()

    @property
    def sections(self) -> tuple[Section, ...]:
        plan: Plan = self.plan
        if plan.version.pk == self.page.case.procedure_version_id:
            return ()
        return difference(text_of(self.page.case.procedure_version_id), text_of(plan.version.pk))

    @property
    def process_lines(self) -> tuple[Words, ...]:
        return sentences(process_difference(self.plan.old, self.plan.new))

    @property
    def outlook(self) -> list[Words]:
        """Where the case would go on, until when, and with which papers, as suggested."""
        plan: Plan = self.plan
        now = words_of([step_named(self.page.case, task.step) for task in self.page.open])
        there = words_of([step for step in steps_of(plan.new) if step.key in plan.goes_on_at()])
        told = [
            Words("Bước hiện tại: {now}. Sau khi chuyển: {there}.", "Step now: {now}. Afterwards: {there}.").fill(
                now=now, there=there
            )
        ]
        if plan.due:
            words = {
                "kept": Words("Hạn trả giữ nguyên: {due}.", "The promise stays: {due}."),
                "sooner": Words("Hạn trả sớm hơn: {due}.", "Promised sooner: {due}."),
                "later": Words("Hạn trả muộn hơn: {due}.", "Promised later: {due}."),
            }[plan.promise]
            told.append(words.fill(due=weekday_time(plan.due)))
        for lines, words in ((plan.lines.new_required, ONLY_NEW), (plan.lines.dropped, NO_LONGER)):
            if lines:
                told.append(words.fill(names="; ".join(one.name for one in lines)))
        return told

    def act(self, **facts: Any) -> Case:
        whom = {name: facts.pop(name) for name in ("actor", "case_id", "expected")}
        return move_to_version(**whom, wish=Wish(version_id=self.plan.version.pk, **facts))
