"""The measure of operations on a small town: it compares like with like, and what it fills in holds together."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
from django.core.wsgi import get_wsgi_application

from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.base.ledger.verification import verify
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import OPEN
from motcua.kernel.actor import SYSTEM, Actor
from motcua.ops.bench import city, figures, fill, ladder
from motcua.ops.bench.alone import NAMES
from motcua.ops.bench.counting import statements
from motcua.ops.bench.life import STEPS, Lives
from motcua.ops.bench.limits import BY_TRIGGER, ByHand, NoLimit, statement
from motcua.ops.bench.meter import Meter, own
from motcua.ops.bench.watch import Change, Watch
from tests.support.town import build_town

pytestmark = pytest.mark.django_db(transaction=True)
CASES = 100
MOST = {
    "file": 10, "accept": 12, "move": 10, "move_on": 10, "decide": 14, "hand_over": 10, "close": 7,
    "worklist": 4, "search": 3, "track": 2, "case_page": 19,
}  # fmt: skip
"""Statements of a request, sign-in and the key that keeps it from acting twice included; BEGIN and COMMIT aside."""


def official(actor: Actor) -> city.Official:
    account = Account.objects.get(pk=actor.account_id)
    _, token = create_token(actor=SYSTEM, account=account, name="bench")
    found = actor_for(account)
    assert found is not None
    return city.Official(account, found, token)


@pytest.fixture
def lives() -> Iterator[Lives]:
    """The town's desk, its requests answered in this process."""
    town = build_town(papers=(("Tờ khai", "paper"), ("Bản sao", "paper"), ("Ảnh", "paper")))
    officials = dict(zip(city.ROLES, map(official, (town.counter, town.specialist, town.leader)), strict=True))
    with httpx.Client(transport=httpx.WSGITransport(get_wsgi_application())) as http:
        yield Lives("http://127.0.0.1/", city.Desk(town.office, town.version, officials), http)


def kinds(changes: list[Change]) -> Counter[tuple[str, bool]]:
    return Counter((change.table.name, change.new) for change in changes if change.table.name != BY_TRIGGER)


def test_each_limit_writes_the_rows_of_its_act_and_every_figure_is_there(lives: Lives) -> None:
    with city.connect() as connection:
        watch, meter = Watch(connection), Meter(own)
        lives.whole(0)
        steps = ladder.what_acts_write(watch, lives, 1)
        filling = fill.Filling(connection, watch, [lives])
        assert filling.until(CASES // 2) == CASES // 2 and filling.until(CASES) == CASES
        filled = verify()
        hand = ByHand(connection, steps)
        hand.prepare(range(ladder.FIRST_LIMIT, ladder.FIRST_LIMIT + 1))
        for name in STEPS:
            watch.begin()
            hand.step(name, ladder.FIRST_LIMIT)
            assert kinds(watch.written()) == kinds(steps[name]), name
        lives.sign_in(lives.desk.officials["counter_official"])
        found = ladder.climb(meter, meter, lives, hand, rounds=1, batch=1)
        again = ladder.climb(meter, meter, lives, hand, rounds=1, batch=1)
    made = Case.objects.exclude(applicant__full_name__in=["Người Nộp Số 0"])
    assert made.count() > CASES and made.filter(state__in=OPEN).count() == CASES // fill.OPEN_EVERY + 1
    assert filled.sound and filled.entries > 7 * CASES * 9 // 10
    assert verify().sound
    told = figures.figures(found, cases=CASES, rows=ladder.steps_of(dict(steps)), statements={"move": 14})
    for key in ("ratios", "cpu_ms", "limit_cpu_ms", "wall_ms"):
        assert set(told[key]) == {*ladder.ACTS, *ladder.READS, *NAMES}, key  # type: ignore[call-overload]
    assert all(value > 0 for value in told["ratios"].values())  # type: ignore[attr-defined]
    operations = len(ladder.ACTS + ladder.READS + NAMES)
    assert len(list(figures.table(told))) == 3 + operations
    later = figures.figures(again, cases=2 * CASES, rows={}, statements={}, room=20_000)
    grown = later | figures.growth({CASES: told, 2 * CASES: later})
    for name, factor in grown["growth"].items():  # type: ignore[attr-defined]
        assert factor == pytest.approx(later["cpu_ms"][name]["median"] / told["cpu_ms"][name]["median"], abs=0.01)  # type: ignore[index]
    assert len(list(figures.table(grown))) == 6 + 2 * operations


def test_no_request_takes_more_statements_than_agreed(lives: Lives) -> None:
    lives.whole(0)
    asked = statements(
        lives, {name: address(0) for name, address in ladder.addresses(lives).items()}, ladder.OPEN_TO_ALL
    )
    assert {name: count for name, count in asked.items() if count > MOST[name]} == {}, asked
    assert asked.keys() == MOST.keys()


def test_a_missing_folder_of_statements_is_said_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr("motcua.ops.bench.limits.FOLDER", tmp_path)
    with pytest.raises(NoLimit, match="checkout") as said:
        statement("file")
    assert "mã nguồn" in str(said.value)
