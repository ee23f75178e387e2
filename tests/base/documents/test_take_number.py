"""Numbers of a book follow each other without a gap, whoever fails or comes at the same time."""

import threading

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError

from motcua.base.documents.models import NumberBook
from motcua.base.documents.services import take_number

AGENCY = "H26.12.01"


def take(book: str = "HDHS", year: int = 2026, agency: str = AGENCY) -> int:
    with transaction.atomic():
        return take_number(agency_identifier=agency, book=book, year=year)


@pytest.mark.django_db
def test_each_agency_book_and_year_counts_from_one() -> None:
    assert [take(), take(), take()] == [1, 2, 3]
    assert take(book="QĐ") == take(year=2027) == take(agency="H26.12.02") == 1
    assert take() == 4


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_an_act_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        take_number(agency_identifier=AGENCY, book="HDHS", year=2026)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_gives_its_number_back() -> None:
    assert take() == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        assert take() == 2
        raise RuntimeError
    assert take() == 2


@pytest.mark.django_db(transaction=True)
def test_sixteen_threads_take_two_hundred_consecutive_numbers_though_some_fail() -> None:
    taken: list[int] = []
    turns = iter(range(240))
    guard = threading.Lock()

    def work() -> None:
        try:
            while True:
                with guard:
                    turn = next(turns, None)
                if turn is None:
                    return
                try:
                    with transaction.atomic():
                        number = take_number(agency_identifier=AGENCY, book="HDHS", year=2026)
                        if turn % 6 == 0:
                            raise RuntimeError
                except RuntimeError:
                    continue
                taken.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 201))


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"last": 3}, {"last": 1}, {"book": "QĐ", "last": 2}, {"year": 2020, "last": 2}])
def test_a_book_only_moves_forward_by_one(change: dict[str, object]) -> None:
    take()
    with pytest.raises(ProgrammingError, match="moves forward by one"), transaction.atomic():
        NumberBook.objects.update(**change)


@pytest.mark.django_db
def test_a_book_is_neither_removed_nor_nameless() -> None:
    take()
    with pytest.raises(ProgrammingError), transaction.atomic():
        NumberBook.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        take(book="")
