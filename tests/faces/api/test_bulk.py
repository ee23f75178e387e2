"""One act on many cases through the interface: ordered once per key, followed to its end, one's own alone."""

from uuid import uuid4

from motcua.casework.bulk.models import Job
from motcua.casework.bulk.services.running import run_stretch
from motcua.kernel import clock
from tests.faces.api.callers import accepted, code_of, filed
from tests.faces.api.client import program
from tests.support.town import Town


def test_an_order_is_taken_once_and_told_case_by_case(town: Town) -> None:
    counter = program(town.counter)
    ids = [accepted(counter, town), filed(counter, town)]
    body = {"action": "forward", "text": "Đủ của {ho_ten}.", "cases": [{"case": one} for one in [*ids, str(uuid4())]]}
    answer = counter.post("/bulk", body, key="mot-lan")
    assert answer.status_code == 202, answer.content
    told = answer.json()
    assert (told["state"], told["total"], told["failed"], told["left_out"]) == ("waiting", 2, 1, 1)
    assert told["rows"][1]["error"] == "case.move_refused" and told["rows"][1]["reason"]["en"]
    again = counter.post("/bulk", body, key="mot-lan")
    assert again.json() == told and again.headers["Idempotent-Replayed"] == "true" and Job.objects.count() == 1
    Job.objects.update(starts_at=clock.now())
    while not run_stretch(Job.objects.get().pk):
        pass
    ended = counter.get(f"/bulk/{told['id']}").json()
    assert (ended["state"], [row["state"] for row in ended["rows"]]) == ("done", ["done", "failed"])
    assert code_of(program(town.stranger).get(f"/bulk/{told['id']}")) == "bulk.not_found"


def test_what_cannot_be_ordered_is_refused(town: Town) -> None:
    counter = program(town.counter)
    case = accepted(counter, town)
    one = [{"case": case}]
    assert counter.post("/bulk", {"action": "fly", "cases": one}).status_code == 422
    assert counter.post("/bulk", {"action": "forward", "cases": one * 501}).status_code == 422
    assert counter.post("/bulk", {"action": "forward", "cases": [{"case": str(uuid4())}]}).status_code == 422
    assert code_of(counter.post("/bulk", {"action": "decide", "cases": one})) == "bulk.nothing_possible"
    stale = [{"case": case, "expected": 99}]
    assert code_of(counter.post("/bulk", {"action": "forward", "cases": stale})) == "bulk.nothing_possible"
    assert program(town.citizen).post("/bulk", {"action": "forward", "cases": one}).status_code == 403
    assert not Job.objects.exists()


def test_the_head_of_a_unit_assigns_a_task_and_gives_it_back(town: Town) -> None:
    case, leader = accepted(program(town.counter), town), program(town.leader)
    position = str(town.counter.posts[0].position_id)
    assert leader.move(case, "assign", position=position).status_code == 200
    assert leader.move(case, "assign", position=str(uuid4())).status_code == 422
    assert program(town.specialist).move(case, "release").status_code == 403
    assert leader.move(case, "release").status_code == 200
    assert code_of(leader.move(case, "release")) == "case.task_not_taken"
