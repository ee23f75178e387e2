"""Who a signed-in account is today."""

from typing import Any

import pytest

from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.base.edition import edition
from motcua.domain.directory import validity
from tests.domain.directory.places import SINCE, SmallCity, in_days, make_person, make_position


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_account("lan.nt", kind="official", password="mot-hai-ba-bon-1")


def test_an_official_carries_the_posts_held_today_read_in_one_statement(
    small_city: SmallCity, account: Account, django_assert_num_queries: Any
) -> None:
    person = make_person(staff_account=account)
    make_position(person, small_city.ba_dinh, "counter_official", "specialist")
    make_position(person, small_city.culture, "leader", title="Trưởng phòng")
    make_position(person, small_city.justice, "leader", title="Cũ", valid=validity.days(SINCE, in_days(-1)))
    make_position(person, small_city.justice, "leader", title="Sau này", valid=validity.days(in_days(1), None))
    account.edition = edition()
    with django_assert_num_queries(1):
        actor = actor_for(account)
    with django_assert_num_queries(0):
        assert actor_for(account) is actor
    assert actor is not None and actor.kind == "official" and actor.name == "Nguyễn Thị Lan"
    assert [post.agency_path for post in actor.posts] == ["/H26/H26.X00004/H26.X00004.DV01/", "/H26/H26.X00004/"]
    assert actor.may("case.receive", small_city.ba_dinh.path)
    assert not actor.may("case.decide", small_city.ba_dinh.path)
    assert not actor.may("case.see", small_city.justice.path)


def test_a_post_in_an_agency_that_ended_gives_nothing(small_city: SmallCity, account: Account) -> None:
    person = make_person(staff_account=account)
    make_position(person, small_city.justice, "leader", valid=validity.days(SINCE, in_days(-1)))
    small_city.justice.valid = validity.days(SINCE, in_days(-1))
    small_city.justice.save()
    actor = actor_for(account)
    assert actor is not None and actor.posts == ()


def test_a_citizen_has_no_posts_even_when_the_person_is_an_official(
    small_city: SmallCity, account: Account, django_assert_num_queries: Any
) -> None:
    own = Account.objects.create_account("cong-dan", kind="citizen")
    person = make_person(staff_account=account, account=own)
    make_position(person, small_city.ba_dinh, "leader")
    with django_assert_num_queries(1):
        actor = actor_for(own)
    assert actor is not None and actor.kind == "citizen" and actor.posts == () and actor.person_id == person.pk


def test_an_account_without_person_stands_for_nobody(account: Account) -> None:
    assert actor_for(account) is None
