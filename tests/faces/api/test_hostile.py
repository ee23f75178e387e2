"""Inputs that turn into 500s elsewhere: each is refused in our shape, or harmless, and never a failure of ours."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from motcua.domain.cases.models import Case
from tests.faces.api.callers import API, Caller, caller, code_of, filed, filing, whole
from tests.support.town import Town

DEEP = "[" * 100_000 + "]" * 100_000
BODIES = {
    "empty": b"",
    "not json": b"{",
    "trailing": b"{} {}",
    "array": b"[]",
    "text": b'"x"',
    "null": b"null",
    "number": b"1",
    "nan": b'{"procedure": NaN}',
    "infinity": b'{"procedure": -Infinity}',
    "invalid utf-8": b'{"procedure": "\xff\xfe"}',
    "utf-16": '{"procedure": "x"}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "deep lists": DEEP.encode(),
    "deep objects": ('{"a":' * 100_000 + "1" + "}" * 100_000).encode(),
    "a little deep": ('{"a":' * 40 + "1" + "}" * 40).encode(),
    "endless number": b'{"procedure": ' + b"9" * 10_000 + b"}",
    "many values": json.dumps({"papers": [1] * 30_000}).encode(),
    "lone surrogate": b'{"procedure": "\\ud800"}',
    "nul": b'{"procedure": "\\u0000"}',
    "nul in a name": b'{"\\u0000": 1}',
    "django lookup": b'{"procedure__code__regex": "(a+)+$"}',
    "prototype": b'{"__class__": {}, "__proto__": {"a": 1}}',
    "too large": b'{"summary": "' + b"x" * 3_000_000 + b'"}',
}
TEXTS = {
    "nul": "a\x00b",
    "long": "x" * 100_000,
    "combining": "a" + "\u0301" * 300,
    "right to left": "\u202egnp.exe",
    "formula": "=cmd|' /C calc'!A0",
    "markup": "<script>alert(1)</script>",
    "template": "{{7*7}}{% debug %}${7*7}",
    "typst": '#eval("1") $x$ *b* @a <l>',
    "sql": "'; DROP TABLE cases_case; --",
    "format": "{procedure} {0.__class__} %s %(x)s",
    "emoji": "👩‍👩‍👧‍👦" * 20,
    "spaces": "   ",
    "controls": "\x01\x02\x1b[31m",
}
NUMBERS: dict[str, Any] = {
    "int4": 2**31, "int8": 2**63, "huge": 10**300, "negative": -1, "zero": 0, "float": 1.5, "text": "1",
    "true": True, "list": [1], "none": None, "exponent": 1e308,
}  # fmt: skip
CODES = [
    "%00", "..%2f..%2fetc", "x" * 3000, "%ff%fe", "NOP-0000-0000-00", "'", "%F0%9F%92%A9", "1.000001%0a", "*", "%25",
    "H26.T1-261123-0001%00", "-", "a/b",
]  # fmt: skip


def refused(answer: Any, *statuses: int) -> None:
    assert answer.status_code in (statuses or (400, 404, 413, 415, 422)), (answer.status_code, answer.content[:300])
    code_of(answer)


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("address", ["/cases", "/cases/{id}/moves", "/cases/{id}/accept"])
def test_a_hostile_body_is_refused(town: Town, kind: str, address: str) -> None:
    counter = caller(town.counter)
    case_id = filed(counter, town) if "{id}" in address else ""
    refused(counter.post(address.replace("{id}", case_id), BODIES[kind]), 400, 413, 422)
    assert Case.objects.exclude(state="submitted").count() == 0


FIELDS = ["full_name", "identity_number", "phone", "email", "address", "birth_date", "tax_code"]


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_hostile_applicant_is_taken_as_text_or_refused(town: Town, kind: str, field: str) -> None:
    applicant = filing(town)["applicant"] | {field: TEXTS[kind]}
    answer = caller(town.counter).post("/cases", filing(town, applicant=applicant))
    if answer.status_code != 201:
        refused(answer, 400, 422)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("action,field", [("refuse", "reason"), ("withdraw", "reason")])
def test_a_hostile_reason_ends_on_paper_as_text_or_is_refused(town: Town, kind: str, action: str, field: str) -> None:
    counter = caller(town.counter)
    case_id = filed(counter, town)
    answer = counter.move(case_id, action, **{field: TEXTS[kind]})
    if answer.status_code != 200:
        return refused(answer, 400, 422)
    for document in counter.get(f"/cases/{case_id}").json()["documents"]:
        slip = counter.client.get(document["href"], headers=counter.headers())
        assert slip.status_code == 200 and whole(slip).startswith(b"%PDF")
    return None


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("field", ["position", "originals", "copies"])
def test_a_hostile_number_is_refused_or_small(town: Town, kind: str, field: str) -> None:
    paper = {"position": 1} | {field: NUMBERS[kind]}
    answer = caller(town.counter).post("/cases", filing(town, papers=[paper]))
    if answer.status_code == 201:
        assert NUMBERS[kind] == 0 and NUMBERS[kind] is not False
    else:
        refused(answer, 400, 422)


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_hostile_version_is_refused(town: Town, kind: str) -> None:
    counter = caller(town.counter)
    answer = counter.post(f"/cases/{filed(counter, town)}/accept", {"expected": NUMBERS[kind]})
    assert answer.status_code == (200 if NUMBERS[kind] is None else 422)


@pytest.mark.parametrize(
    "moment",
    [
        "2026-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
        "29/02/2025", "2026-12-01T10:00:00", "1e400", -1, 10**30, "9" * 5000, "1969-12-31T23:59:59+07:00", True, [],
    ],
)  # fmt: skip
def test_a_hostile_moment_is_refused(town: Town, moment: Any) -> None:
    counter = caller(town.counter)
    answer = counter.post(f"/cases/{filed(counter, town)}/accept", {"promised_at": moment, "ground": "Thử"})
    refused(answer, 422)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", ["/procedures/{}", "/track/{}", "/cases/{}", "/cases/{}/files/{}"])
def test_a_hostile_name_in_the_address_is_refused(town: Town, address: str, code: str) -> None:
    refused(caller(town.counter).get(address.replace("{}", code)), 400, 404, 422)


@pytest.mark.parametrize("value", [*TEXTS.values(), "1" * 400, "~", "MjAyNn4", "bnVsbA", "W10", "WzEsIDIsIDNd", "é"])
@pytest.mark.parametrize(
    "address,name",
    [
        ("/procedures", "q"), ("/procedures", "after"), ("/procedures", "agency"), ("/procedures", "level"),
        ("/procedures", "field"), ("/procedures", "limit"), ("/offices?procedure=1.000001", "q"),
        ("/offices?procedure=1.000001", "after"), ("/cases", "search"), ("/cases", "after"), ("/cases", "tab"),
    ],
)  # fmt: skip
def test_a_hostile_query_is_harmless_or_refused(town: Town, address: str, name: str, value: str) -> None:
    joint = "&" if "?" in address else "?"
    answer = caller(town.counter).get(f"{address}{joint}{name}={quote(value)}")
    if answer.status_code != 200:
        refused(answer, 400, 422)


def test_a_cursor_of_numbers_too_large_is_harmless(town: Town) -> None:
    for key in ('[99999999999999999999, "a", "x"]', "[1e400, 1, 1]", f'["{"9" * 5000}", "a", "{uuid4()}"]', "[" * 900):
        held = urlsafe_b64encode(key.encode()).decode().rstrip("=")
        answer = Caller().get(f"/procedures?after={held}")
        assert answer.status_code in (200, 400, 422)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "", "x" * 300])
def test_another_media_type_is_refused(town: Town, kind: str) -> None:
    counter = caller(town.counter)
    headers = counter.headers({"Idempotency-Key": "a"})
    answer = counter.client.post(f"{API}/cases", json.dumps(filing(town)), content_type=kind, headers=headers)
    assert (answer.status_code, code_of(answer)) == (415, "api.wrong_media_type")


@pytest.mark.parametrize(
    "kind,content",
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=" + "b" * 400, b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n"),
        ("multipart/form-data; boundary=b", b"--b\r\n" + b"a: b\r\n" * 2000 + b"\r\n--b--"),
        ("application/json", b"{}"),
    ],
)
def test_a_broken_upload_is_refused(town: Town, kind: str, content: bytes) -> None:
    counter = caller(town.counter)
    headers = counter.headers({"Idempotency-Key": "a"})
    refused(counter.client.post(f"{API}/files", content, content_type=kind, headers=headers), 400, 415, 422)


@pytest.mark.parametrize(
    "name,content",
    [
        ("a.png", b""),
        ("a.png", b"MZ" + b"\x00" * 50),
        ("a.svg", b"<svg onload='x'/>"),
        ("../../a\x00.png", b"x"),
        ("x" * 4000, b"x"),
    ],
)
def test_a_hostile_file_is_refused_with_its_rule(town: Town, name: str, content: bytes) -> None:
    refused(caller(town.counter).send_file(content, name=name), 400, 422)


def test_a_body_announced_too_large_is_refused_before_it_is_read(town: Town) -> None:
    counter = caller(town.counter)
    headers = counter.headers({"Idempotency-Key": "a"})
    kind, length = "multipart/form-data; boundary=b", "99999999999"
    answer = counter.client.post(f"{API}/files", b"x", content_type=kind, headers=headers, CONTENT_LENGTH=length)
    assert (answer.status_code, code_of(answer)) == (413, "api.too_large")


@pytest.mark.parametrize("length", ["-1", "abc", "٣", "9" * 5000])
def test_a_broken_length_is_refused(town: Town, length: str) -> None:
    counter = caller(town.counter)
    answer = counter.client.post(
        f"{API}/cases", b"{}", content_type="application/json", headers=counter.headers(), CONTENT_LENGTH=length
    )
    refused(answer, 400, 413)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET", "PROPFIND"])
def test_another_method_is_refused_with_those_allowed(town: Town, method: str) -> None:
    counter = caller(town.counter)
    answer = counter.client.generic(method, f"{API}/files", headers=counter.headers())
    assert (answer.status_code, code_of(answer)) == (405, "api.method_not_allowed")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["", "khong-co", "cases/", "docs", "openapi.json/", "cases/x/y/z", ".env", "%00"])
def test_an_unknown_address_is_said_as_a_problem(path: str, client: Any) -> None:
    refused(client.get(f"{API}/{path}"), 400, 404)
    refused(client.get(f"/api/{path}"), 400, 404)


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "../../etc/passwd"}, {"Cookie": "lang=xx; " + "a=b; " * 500}, {"Range": "bytes=0-,-1"},
        {"X-Forwarded-For": "x" * 5000}, {"Authorization": "Bearer " + "é"}, {"Accept": "text/html"},
        {"X-HTTP-Method-Override": "DELETE"}, {"HX-Request": "true"},
    ],
)  # fmt: skip
def test_hostile_headers_are_harmless(town: Town, headers: dict[str, str]) -> None:
    answer = Caller().get("/procedures", **headers)
    assert answer.status_code == 200


def test_guesses_at_codes_are_slowed(town: Town) -> None:
    answers = [Caller().get("/track/NOP-2222-2222-22") for _ in range(70)]
    last = answers[-1]
    assert answers[0].status_code == 404
    assert (last.status_code, code_of(last)) == (429, "api.too_many_requests")
    assert int(last.headers["Retry-After"]) >= 1
