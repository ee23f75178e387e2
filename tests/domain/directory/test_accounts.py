"""Officials' accounts."""

import pytest

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.domain.directory.errors import AccountExists, NoAccount, NoPosition, OwnPosition, UsernameTaken
from motcua.domain.directory.models import Person
from motcua.domain.directory.services.accounts import (
    create_official_account,
    deactivate_account,
    reactivate_account,
    reset_password,
    suggested_username,
    temporary_password,
)
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotVisible
from tests.domain.directory.places import SmallCity, actor_at, make_person, make_position


@pytest.fixture
def lan(small_city: SmallCity) -> Person:
    person = make_person()
    make_position(person, small_city.ba_dinh, "specialist")
    return person


def test_the_temporary_password_opens_and_must_be_changed(lan: Person) -> None:
    made = create_official_account(actor=SYSTEM, person_id=lan.pk, username=" Lan.NT ", email="lan@vidu.vn")
    account = Account.objects.get()
    assert account.username == "lan.nt" and account.kind == "official" and account.must_change_password
    assert account.check_password(made.temporary_password)
    assert made.temporary_password not in str(Entry.objects.values_list("facts", flat=True))
    lan.refresh_from_db()
    assert lan.staff_account == account and lan.account is None


def test_the_system_may_choose_a_password_that_stays(lan: Person, small_city: SmallCity) -> None:
    made = create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt", password="mot-cua-2026")
    assert made.temporary_password == "mot-cua-2026" and not made.account.must_change_password


def test_an_administrator_may_not(lan: Person, small_city: SmallCity) -> None:
    actor = actor_at(small_city.ba_dinh, "administrator")
    made = create_official_account(actor=actor, person_id=lan.pk, username="lan.nt", password="mot-cua-2026")
    assert made.temporary_password != "mot-cua-2026" and made.account.must_change_password


@pytest.mark.parametrize("username", ["", "ab", "lan nt", "lân", "lan@nt"])
def test_a_sign_in_name_is_plain(lan: Person, username: str) -> None:
    with pytest.raises(Invalid) as caught:
        create_official_account(actor=SYSTEM, person_id=lan.pk, username=username)
    assert set(caught.value.fields) == {"username"}


def test_one_account_for_one_official_under_one_name(lan: Person, small_city: SmallCity) -> None:
    create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt")
    with pytest.raises(AccountExists):
        create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt2")
    other = make_person("Lê Thị Lan")
    with pytest.raises(NoPosition):
        create_official_account(actor=SYSTEM, person_id=other.pk, username="lan.lt")
    make_position(other, small_city.ba_dinh, "leader")
    with pytest.raises(UsernameTaken):
        create_official_account(actor=SYSTEM, person_id=other.pk, username="LAN.NT")


def test_a_new_password_ends_the_old_one_and_the_sessions(lan: Person) -> None:
    old = create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt")
    new = reset_password(actor=SYSTEM, person_id=lan.pk)
    account = Account.objects.get()
    assert account.check_password(new.temporary_password) and not account.check_password(old.temporary_password)
    assert account.rights_version == 2 and account.must_change_password


def test_a_locked_account_opens_again(lan: Person) -> None:
    create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt")
    assert not deactivate_account(actor=SYSTEM, person_id=lan.pk).is_active
    assert not deactivate_account(actor=SYSTEM, person_id=lan.pk).is_active
    assert reactivate_account(actor=SYSTEM, person_id=lan.pk).is_active
    kinds = Entry.objects.filter(subject_kind="account").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["account.created", "account.closed", "account.reopened"]


def test_without_account_there_is_nothing_to_lock(lan: Person) -> None:
    for act in (deactivate_account, reactivate_account, reset_password):
        with pytest.raises(NoAccount):
            act(actor=SYSTEM, person_id=lan.pk)


def test_nobody_locks_themselves_out(small_city: SmallCity, lan: Person) -> None:
    actor = actor_at(small_city.ba_dinh, "administrator", person_id=lan.pk)
    with pytest.raises(OwnPosition):
        deactivate_account(actor=actor, person_id=lan.pk)


def test_who_also_serves_elsewhere_is_not_the_communes_alone(small_city: SmallCity, lan: Person) -> None:
    make_position(lan, small_city.justice, "leader")
    create_official_account(actor=SYSTEM, person_id=lan.pk, username="lan.nt")
    with pytest.raises(NotVisible):
        reset_password(actor=actor_at(small_city.ba_dinh, "administrator"), person_id=lan.pk)
    assert reset_password(actor=actor_at(small_city.city, "administrator"), person_id=lan.pk)


@pytest.mark.parametrize(
    ("name", "username"), [("Nguyễn Thị Lan", "lan.nt"), ("Đỗ Đức", "duc.d"), ("Y", "y"), ("", ""), ("—", "")]
)
def test_a_sign_in_name_is_suggested(name: str, username: str) -> None:
    assert suggested_username(name) == username


def test_temporary_passwords_have_no_look_alikes() -> None:
    made = temporary_password()
    assert [len(part) for part in made.split("-")] == [4, 4, 4, 4] and not set("01OILU") & set(made)
