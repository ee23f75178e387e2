"""How much work it is: keys and clicks of the journeys officials make a hundred times a day, counted on the pages."""

from typing import Any

import lxml.html
from django.test import Client

from motcua.domain.cases.models import Case
from motcua.domain.directory.services.people import PersonDetails, register_person
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, make_version

THREE = (("Tờ khai theo mẫu", "paper"), ("Giấy chứng sinh", "paper"), ("Căn cước", "present_only"))
ENTER = 1


class Hand:
    """An official's hand on one page: counts keys and presses, uses only what the page offers."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.strokes, self.fields = client, 0, 0
        self.show(client.get(address))

    def show(self, answer: Any) -> None:
        assert answer.status_code == 200
        self.page = lxml.html.fromstring(answer.content.decode())

    @property
    def form(self) -> Any:
        """The form the hand is in."""
        return next(self.focus.iterancestors("form"))

    @property
    def focus(self) -> Any:
        """What has the focus when the page opens: typing needs no way there."""
        return self.page.xpath("//main//*[@autofocus]")[0]

    def type_and_enter(self, name: str, text: str) -> None:
        assert self.focus.get("name") == name and self.focus.get("type") in ("text", "search")
        self.fields, self.strokes = self.fields + 1, self.strokes + len(text) + ENTER
        first = self.form.xpath(".//button[@type='submit']")[0]
        self._send({name: text} | ({first.get("name"): first.get("value")} if first.get("name") else {}))

    def scan(self, name: str, text: str) -> None:
        """A scanner types it, not the hand."""
        strokes, fields = self.strokes, self.fields
        self.type_and_enter(name, text)
        self.strokes, self.fields = strokes, fields

    def press_focused(self) -> None:
        """Enter on the focused button."""
        button = self.focus
        assert button.tag == "button"
        self.strokes += ENTER
        self._send({button.get("name"): button.get("value")} if button.get("name") else {})

    def _send(self, more: dict[str, str]) -> None:
        filled: dict[str, list[str]] = {}
        for name, value in self.form.form_values():
            filled.setdefault(name, []).append(value or "")
        self.show(self.client.post(self.form.get("action"), {**filled, **more}, follow=True))


def test_a_returning_citizen_with_three_papers_is_received_in_25_strokes_and_4_fields(
    town: Town, sign_in: SignIn
) -> None:
    make_version(code="1.000777", papers=THREE)
    details = PersonDetails(full_name="Lý Thị Quen", identity_number="001185012345", phone="0912345678")
    register_person(actor=town.counter, details=details)
    hand = Hand(sign_in(town.counter), "/can-bo/tiep-nhan/")
    hand.type_and_enter("seek_person", "001185012345")
    hand.type_and_enter("seek", "thu ngh")
    hand.press_focused()
    hand.press_focused()
    assert hand.focus.getparent().get("action") == "/can-bo/in/", "one more press prints the slip"
    assert hand.strokes + ENTER <= 25 and hand.fields <= 4
    case = Case.objects.get()
    assert case.state == "accepted" and case.applicant.phone == "0912345678"


def test_a_new_citizen_needs_four_typed_fields(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.counter)
    typed = {"full_name": "Bùi Lạ", "identity_number": "001085054321", "phone": "0987654321"}
    answer = client.post("/can-bo/tiep-nhan/", {**typed, "version": str(town.version.pk), "press": "receive"})
    assert answer.status_code == 302, "with the words of the search: four"


def test_a_leader_approves_from_the_list_with_three_keys(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.at_leader(), sign_in(town.leader)
    keys = 0
    page = client.get("/can-bo/viec/")
    for key in ("o", "d"):
        link = lxml.html.fromstring(page.content.decode()).xpath(f"//a[@data-key='{key}']")[0]
        page, keys = client.get(link.get("href"), follow=True), keys + 1
    document = lxml.html.fromstring(page.content.decode())
    form = document.xpath("//form[contains(@action, '/decide/')]")[0]
    assert form.xpath(".//button[@autofocus]"), "Enter sends it"
    client.post(form.get("action"), dict(form.form_values()))
    assert Case.objects.get(pk=case.pk).state == "decided" and keys + ENTER <= 3


def test_a_result_is_handed_over_with_a_search_and_one_press(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.decided()
    hand = Hand(sign_in(town.counter), "/can-bo/tra-ket-qua/")
    hand.type_and_enter("q", case.code.rsplit("-", 1)[-1])
    hand.press_focused()
    assert Case.objects.get(pk=case.pk).state == "returned" and hand.strokes <= 6 and hand.fields == 1


CARD = "001185012345||Nguyễn Thị Thử Nghiệm|05031985|Nữ|Số 1, Phúc Xá, Ba Đình, Hà Nội|10052021"


def test_a_scanned_card_leaves_only_the_procedure_and_two_presses(town: Town, sign_in: SignIn) -> None:
    make_version(code="1.000777", papers=THREE)
    hand = Hand(sign_in(town.counter), "/can-bo/tiep-nhan/")
    hand.scan("seek_person", CARD)
    assert hand.focus.get("name") == "seek", "no field of the identity is left to type"
    hand.type_and_enter("seek", "thu ngh")
    hand.press_focused()
    hand.press_focused()
    assert Case.objects.get().state == "accepted" and hand.strokes + ENTER <= 12 and hand.fields == 1


def test_the_second_procedure_of_a_visit_needs_no_word_about_the_person(town: Town, sign_in: SignIn) -> None:
    make_version(code="1.000777", papers=THREE)
    client = sign_in(town.counter)
    hand = Hand(client, "/can-bo/tiep-nhan/")
    hand.scan("seek_person", CARD)
    hand.type_and_enter("seek", "thu ngh")
    hand.press_focused()
    hand.press_focused()
    again = hand.page.xpath("//a[@data-key='t']")[0]
    hand = Hand(client, again.get("href"))
    hand.type_and_enter("seek", "thu ngh")
    hand.press_focused()
    hand.press_focused()
    assert Case.objects.count() == 2 and hand.strokes + ENTER <= 12
    assert len(set(Case.objects.values_list("applicant__identity_digest", "visit"))) == 1


def test_all_results_of_a_person_are_handed_over_by_a_scan_and_one_press(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    for _ in range(3):
        stage.decided()
    hand = Hand(sign_in(town.counter), "/can-bo/tra-ket-qua/")
    hand.scan("q", CARD)
    hand.press_focused()
    assert set(Case.objects.values_list("state", flat=True)) == {"returned"} and (hand.strokes, hand.fields) == (1, 0)
