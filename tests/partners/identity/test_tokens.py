"""Which keys and which times an ID token may have; and the certificate behind which a provider may stand."""

import ssl
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from motcua.kernel import clock
from motcua.partners.identity.errors import ProviderDown, TokenRefused
from motcua.partners.identity.fetching import ask
from motcua.partners.identity.tokens import UnknownKey, verified_claims

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, {"kid": "k"})
with warnings.catch_warnings(action="ignore"):
    SHORT = RSAKey.generate_key(1024, {"kid": "k"})
CURVE = ECKey.generate_key("P-256", {"kid": "k"})


def token(key: Any = KEY, header: dict[str, str] | None = None, **changed: Any) -> str:
    at = int(NOW.timestamp())
    claims = {"iss": "i", "aud": "us", "sub": "s", "nonce": "n", "iat": at, "exp": at + 300, **changed}
    return jwt.encode({"alg": "RS256", "kid": "k", **(header or {})}, claims, key, algorithms=["RS256", "RS512"])


def verify(id_token: str, *keys: dict[str, Any], after: timedelta = timedelta()) -> dict[str, Any]:
    jwks = {"keys": list(keys or [KEY.as_dict(private=False)])}
    with clock.frozen(NOW + after):
        return verified_claims(id_token, jwks=jwks, issuer="i", client_id="us", nonce="n")


def public(key: Any, **more: str) -> dict[str, Any]:
    return {**key.as_dict(private=False), **more}


def test_a_right_token_tells_its_claims():
    assert verify(token())["sub"] == "s"
    assert verify(token(aud=["us"]))["sub"] == "s"
    assert verify(token(aud=["us", "them"], azp="us"))["sub"] == "s"


@pytest.mark.parametrize(("seconds", "good"), [(359, True), (361, False), (-59, True), (-61, False)])
def test_clocks_may_differ_by_a_minute(seconds, good):
    if good:
        verify(token(), after=timedelta(seconds=seconds))
    else:
        with pytest.raises(TokenRefused):
            verify(token(), after=timedelta(seconds=seconds))


@pytest.mark.parametrize("missing", ["iss", "aud", "sub", "nonce", "iat", "exp"])
def test_every_claim_that_proves_something_must_be_there(missing):
    with pytest.raises(TokenRefused):
        verify(token(**{missing: None}))


@pytest.mark.parametrize("wrong", [{"exp": "soon"}, {"iat": "now"}, {"sub": 7}, {"aud": 7}, {"nonce": ["n", "m"]}])
def test_claims_of_a_wrong_kind_are_refused(wrong):
    with pytest.raises(TokenRefused):
        verify(token(**wrong))


@pytest.mark.parametrize("text", ["", "a", "a.b", "a.b.c", "e30.e30.", "ă.ơ.ư", "." * 5, "x" * 100_000])
def test_text_that_is_no_token_is_refused(text):
    with pytest.raises(TokenRefused):
        verify(text)


def test_another_strength_of_the_same_kind_is_refused():
    with pytest.raises(TokenRefused):
        verify(token(header={"alg": "RS512"}))


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    "unfit",
    [
        public(SHORT),
        public(KEY, use="enc"),
        public(KEY, alg="RS512"),
        public(CURVE),
        {"kty": "oct", "k": "c2VjcmV0", "kid": "k"},
    ],
    ids=["short", "for encryption", "for another algorithm", "curve", "shared secret"],
)
def test_a_key_that_is_not_for_this_is_as_if_unknown(unfit):
    signer = SHORT if unfit.get("n") == SHORT.as_dict(private=False)["n"] else KEY
    with pytest.raises(UnknownKey):
        verify(token(signer), unfit)


@pytest.mark.parametrize("broken", [{"kty": "RSA", "kid": "k"}, {"kty": "RSA", "kid": "k", "n": "!", "e": 3}])
def test_a_broken_key_is_refused(broken):
    with pytest.raises(TokenRefused):
        verify(token(), broken)


@pytest.mark.parametrize("keys", [{}, {"keys": None}, {"keys": "k"}, {"keys": ["k", 7, None]}])
def test_a_key_set_of_nonsense_knows_no_key(keys):
    with clock.frozen(NOW), pytest.raises(UnknownKey):
        verified_claims(token(), jwks=keys, issuer="i", client_id="us", nonce="n")


class Polite(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: Any) -> None:
        pass


def certificate(folder: Path, *, until: datetime) -> Path:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(until - timedelta(days=30))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place = folder / "server.pem"
    place.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return place


@pytest.fixture
def answer_behind(tmp_path: Path) -> Iterator[Any]:
    """Ask a server whose certificate, which we trust, ends at a moment."""
    servers = []

    def asked(until: datetime) -> tuple[int, dict[str, Any]]:
        place = certificate(tmp_path, until=until)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Polite)
        theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        theirs.load_cert_chain(place)
        server.socket = theirs.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        servers.append((server, thread))
        ours = ssl.create_default_context(cafile=str(place))
        return ask("GET", f"https://localhost:{server.server_address[1]}/", seconds=2, verify=ours)

    yield asked
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_valid_certificate_is_taken(answer_behind):
    assert answer_behind(datetime.now(UTC) + timedelta(days=1)) == (200, {})


def test_an_expired_certificate_is_not(answer_behind):
    with pytest.raises(ProviderDown):
        answer_behind(datetime.now(UTC) - timedelta(days=1))
