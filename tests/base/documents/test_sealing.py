"""What stands on papers stands sealed in the database, is read whole, and goes from key to key."""

import json
import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.documents.facts import from_facts, to_facts
from motcua.base.documents.models import Document
from motcua.base.documents.sealing import SealedFactsField
from motcua.kernel import keyring, vault
from motcua.kernel.database import Place, city, owner_of
from motcua.kernel.home import Home
from motcua.ops import rotating
from motcua.ops.keys.working import working
from tests.base.documents import samples
from tests.base.documents.test_issue_document import issued
from tests.support import cluster

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=9), some, max_size=4), max_leaves=12,
)  # fmt: skip
FIELD = SealedFactsField()


def stored(document: Document) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM documents_document WHERE id = %s", [document.pk])
        return json.loads(cursor.fetchone()[0])


@given(JSON)
def test_what_is_sealed_is_read_whole(facts: Any) -> None:
    told = FIELD.get_db_prep_value(facts, connection).obj
    assert isinstance(told, str) and FIELD.from_db_value(json.dumps(told), None, connection) == facts


@pytest.mark.parametrize("text", ["", "x", "QUJD", "không", "AQ=="])
def test_a_text_that_is_none_of_ours_is_told(text: str) -> None:
    with pytest.raises(vault.Unreadable):
        FIELD.from_db_value(json.dumps(text), None, connection)


@pytest.mark.django_db
def test_no_text_of_a_paper_stands_in_the_database_and_nothing_is_found_by_it() -> None:
    slip = samples.receipt()
    document = issued(slip)
    held = json.dumps(stored(document), ensure_ascii=False)
    assert not any(text in held for text in (slip.submitter, slip.contact.phone, slip.contact.email, "Ủy ban"))
    assert from_facts("receipt", Document.objects.get(pk=document.pk).facts) == slip
    for condition in ({"facts": {}}, {"facts__owner": "x"}, {"facts__contains": {}}):
        with pytest.raises(FieldError, match="sealed"):
            Document.objects.filter(**condition).exists()


@pytest.mark.django_db(transaction=True)
def test_new_keys_seal_papers_anew_and_those_that_stood_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(Home.current().path / "keys.json", tmp_path / "keys.json")
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    keyring.ring(anew=True)
    slip = samples.result()
    sealed, plain = issued(samples.receipt()), issued(slip, "2")
    with psycopg.connect(cluster.admin_of(cluster.NAME), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            f"UPDATE {city()}.documents_document SET facts = %s WHERE id = %s",
            [json.dumps(to_facts(slip)), plain.pk],
        )
    assert isinstance(stored(plain), dict) and from_facts("result", Document.objects.get(pk=plain.pk).facts) == slip
    before, held = Home(tmp_path).keys, stored(sealed)
    done = rotating.rotate(Home(tmp_path), city(), Place.current(), spread=0)
    assert done.whole and done.rows["documents_document"] == 2
    assert Home(tmp_path).keys.sealing != before.sealing and isinstance(stored(plain), str) and stored(sealed) != held
    assert from_facts("result", Document.objects.get(pk=plain.pk).facts) == slip
    assert from_facts("receipt", Document.objects.get(pk=sealed.pk).facts) == samples.receipt()


@pytest.mark.django_db(transaction=True)
def test_the_owner_puts_sealed_facts_in_the_place_of_others_and_nothing_else() -> None:
    document, role = issued(samples.result()), owner_of(city())
    place = Place.current()
    address = f"postgresql://{role}:{working(place, role)}@{place.host}:{place.port}/{place.name}"
    with psycopg.connect(address, autocommit=True) as owner:
        for change in ("facts = '{}'", "number = 'x'", "facts = '\"x\"', number = 'x'"):
            with pytest.raises(psycopg.errors.RaiseException, match="does not change"):
                owner.execute(f"UPDATE documents_document SET {change} WHERE id = %s", [document.pk])
        owner.execute("UPDATE documents_document SET facts = %s WHERE id = %s", [json.dumps("x"), document.pk])
    assert stored(document) == "x"
