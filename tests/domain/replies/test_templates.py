"""Whose templates they are, who may change them, in which order they are offered, what the ledger tells."""

import pytest

from motcua.base.ledger.models import Entry
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.errors import ReplyChanged, ReplyNotFound, ReplyRetired, ReplyUnfit
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.queries import agencies_to_share_with, templates_for
from motcua.domain.replies.services.load_own import load_replies, read_facts
from motcua.domain.replies.services.templates import (
    ReplyText,
    add_template,
    change_template,
    copy_template,
    retire_template,
)
from motcua.domain.replies.services.uses import note_use
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied, NotVisible
from tests.support.town import Town, build_town, make_official, make_version

REFUSAL = ReplyText(act="refuse", title="Không thuộc thẩm quyền", text="Không thuộc thẩm quyền của {co_quan}.")
ACTS = (ReplyAct.REFUSE,)


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def city_leader(town: Town) -> Actor:
    return make_official("Ngô Thành Phố", "Phó Chủ tịch", town.city, ["leader"])


def told() -> list[str]:
    return list(Entry.objects.filter(subject_kind="reply_template").order_by("id").values_list("kind", flat=True))


def test_an_own_template_is_seen_and_changed_by_its_owner_alone(town: Town) -> None:
    made = add_template(actor=town.specialist, reply=REFUSAL)
    assert [reply.pk for reply in templates_for(town.specialist, ACTS)] == [made.pk]
    assert templates_for(town.leader, ACTS) == []
    for act in (copy_template, retire_template):
        with pytest.raises(ReplyNotFound):
            act(actor=town.leader, template_id=made.pk)
    assert told() == []


def test_a_shared_one_reaches_the_agency_and_all_below_and_nobody_beside(town: Town, city_leader: Actor) -> None:
    at_city = add_template(actor=city_leader, reply=REFUSAL, agency_id=town.city.pk)
    at_commune = add_template(actor=town.leader, reply=REFUSAL, agency_id=town.commune.pk)
    seen = {actor.name: {reply.pk for reply in templates_for(actor, ACTS)}
            for actor in (town.counter, town.stranger, city_leader)}  # fmt: skip
    assert seen == {
        town.counter.name: {at_city.pk, at_commune.pk},
        town.stranger.name: {at_city.pk},
        city_leader.name: {at_city.pk},
    }
    with pytest.raises(Denied):
        retire_template(actor=town.counter, template_id=at_commune.pk)
    with pytest.raises(ReplyNotFound):
        retire_template(actor=town.stranger, template_id=at_commune.pk)
    with pytest.raises(Denied):
        change_template(actor=town.leader, template_id=at_city.pk, expected=None, reply=REFUSAL)
    assert retire_template(actor=city_leader, template_id=at_commune.pk).retired_at


def test_sharing_needs_the_right_at_that_agency(town: Town) -> None:
    with pytest.raises(Denied):
        add_template(actor=town.specialist, reply=REFUSAL, agency_id=town.commune.pk)
    with pytest.raises(NotVisible):
        add_template(actor=town.leader, reply=REFUSAL, agency_id=town.city.pk)
    assert [agency.pk for agency in agencies_to_share_with(town.leader.paths("replies.share"))] == [town.commune.pk]


def test_changes_of_shared_templates_stand_in_the_ledger(town: Town) -> None:
    made = add_template(actor=town.leader, reply=REFUSAL, agency_id=town.commune.pk)
    change_template(actor=town.leader, template_id=made.pk, expected=1, reply=REFUSAL)
    with pytest.raises(ReplyChanged):
        change_template(actor=town.leader, template_id=made.pk, expected=1, reply=REFUSAL)
    retire_template(actor=town.leader, template_id=made.pk)
    retire_template(actor=town.leader, template_id=made.pk)
    with pytest.raises(ReplyRetired):
        change_template(actor=town.leader, template_id=made.pk, expected=None, reply=REFUSAL)
    assert told() == ["reply.shared", "reply.changed", "reply.retired"]
    assert templates_for(town.leader, ACTS) == []


def test_what_one_sends_most_stands_first_then_what_all_send(town: Town) -> None:
    _, b, c = (
        add_template(actor=town.leader, reply=ReplyText("refuse", title, "Lý do."), agency_id=town.commune.pk)
        for title in ("a", "b", "c")
    )
    note_use(actor=town.counter, template_id=c.pk)
    note_use(actor=town.specialist, template_id=b.pk, times=5)
    assert [reply.title for reply in templates_for(town.counter, ACTS)] == ["c", "b", "a"]
    assert [reply.title for reply in templates_for(town.specialist, ACTS)] == ["b", "c", "a"]


def test_one_for_a_procedure_is_offered_there_alone(town: Town) -> None:
    other = make_version(code="1.000002")
    own = ReplyText("refuse", "Riêng", "Lý do.", procedure_code="1.000002")
    add_template(actor=town.counter, reply=own)
    assert [reply.title for reply in templates_for(town.counter, ACTS, other.procedure_id)] == ["Riêng"]
    assert templates_for(town.counter, ACTS, town.version.procedure_id) == []


@pytest.mark.parametrize(
    ("reply", "fields"),
    [
        (ReplyText("refuse", "", ""), {"title", "text"}),
        (ReplyText("bay", "x", "y"), {"act"}),
        (ReplyText("refuse", "x", "{la}", procedure_code="9.9"), {"text", "procedure_code"}),
        (ReplyText("supplement", "x", "y"), {"items"}),
        (ReplyText("supplement", "x", "y", items=(("{sai}", ""),)), {"items"}),
        (ReplyText("stop", "x", "y", ground="{"), {"ground"}),
        (ReplyText("refuse", "x" * 121, "y" * 2001), {"title", "text"}),
    ],
)
def test_every_wrong_field_is_named_at_once(town: Town, reply: ReplyText, fields: set[str]) -> None:
    with pytest.raises(ReplyUnfit) as refused:
        add_template(actor=town.counter, reply=reply)
    assert set(refused.value.fields) == fields


def test_the_starting_texts_are_sound_and_loaded_once(town: Town) -> None:
    assert load_replies(actor=SYSTEM) == len(read_facts())
    gone = ReplyTemplate.objects.get(source="refuse.duplicate")
    ReplyTemplate.objects.filter(pk=gone.pk).update(retired_at=gone.created_at)
    assert load_replies(actor=SYSTEM) == 0
    covered = set(ReplyTemplate.objects.values_list("act", flat=True))
    assert covered == set(ReplyAct.values)
    assert {reply.title for reply in templates_for(town.stranger, ACTS)} >= {"Không thuộc thẩm quyền"}
