"""What pages, slips and messages say about time is what the rule in force says."""

from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import recipients_of
from motcua.casework.clockwork import clock_of
from motcua.casework.papers import next_step
from motcua.casework.queries.page import case_page
from motcua.domain.catalogue.queries.pages import ProcedurePage, procedure_page
from motcua.faces.desk.forms.apology import Apologise
from motcua.faces.desk.forms.promise import limit_words
from motcua.faces.desk.forms.supplement import Supplement
from motcua.faces.portal.glance import _time
from motcua.kernel import clock
from tests.casework.test_life import at_specialist
from tests.casework.test_rules import decided
from tests.casework.test_verification import submitted
from tests.support.town import build_town, hanoi

RULES = {"same_day_cut_off": "14:00", "online_answer_hours": "6", "supplements_allowed": "2", "apologies_allowed": "3"}


def test_texts_say_the_rule_in_force(db: None) -> None:
    town = build_town(limit=(1, "day"), same_day=True)
    for name, value in RULES.items():
        decided(town, name, value)
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
        assert "nhận sau 14:00" in clock_of(case).lines[0].vi
        page = procedure_page(town.version.procedure.code)
        assert isinstance(page, ProcedurePage)
        assert "nhận sau 14:00" in page.limits[0].words.vi and "14:00" in str(_time(page.limits).note)
        assert next_step(case, None).endswith("trả lời trong 6 giờ làm việc.")
        shown = case_page(town.specialist, case.pk)
        assert "bổ sung 2 lần" in str(Supplement(page=shown).introduced)
        assert "Được hẹn lại 3 lần" in str(Apologise(page=shown).introduced)
        assert "QĐ 1/QĐ-UBND" in clock_of(case).lines[0].vi
    assert "nhận sau 14:00" in limit_words(town.version.time_limits.get()).vi
    with clock.frozen(hanoi("2026-03-09T09:00")):
        filed = Entry.objects.get(kind="case.submitted", subject_id=str(submitted(town).pk))
        assert {one.values["hours"] for one in recipients_of(filed)} == {6}
