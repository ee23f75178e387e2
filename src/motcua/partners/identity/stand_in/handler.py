"""The addresses of the stand-in provider."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from motcua.partners.identity.stand_in import pages
from motcua.partners.identity.stand_in.grants import TOKEN_LIFE, Grant, SignInRequest
from motcua.partners.identity.stand_in.hostile import ON_THE_WIRE, Hostile
from motcua.partners.identity.stand_in.house import House
from motcua.partners.identity.stand_in.people import claims_of
from motcua.partners.identity.stand_in.wire import answer_badly, send

DISCOVERY = "/.well-known/openid-configuration"
MOST_BODY = 64 * 1024
IDLE_SECONDS = 30


class Handler(BaseHTTPRequestHandler):
    """One connection. Pages and answers are small; nothing is written to a log."""

    protocol_version = "HTTP/1.1"
    server_version = "StandInIdentity"
    sys_version = ""
    timeout = IDLE_SECONDS

    def __init__(self, house: House, *args: Any) -> None:
        self.house = house
        super().__init__(*args)

    def do_GET(self) -> None:
        self._route(GETS)

    def do_HEAD(self) -> None:
        self._route(GETS)

    def do_POST(self) -> None:
        self._route(POSTS)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses hold codes."""

    def _route(self, table: "Mapping[str, Callable[[Handler], None]]") -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST_BODY:
            self.close_connection = True
            return self._page(413, pages.sentence("Nội dung quá lớn.", "Too large."))
        self.sent = dict(parse_qsl(self.rfile.read(length).decode("utf-8", "replace"), keep_blank_values=True))
        self.asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.house.asked.append(parts.path)
        mode = self.house.hostile
        if mode in ON_THE_WIRE and self.house.hostile_at in (None, parts.path):
            return self._answer_badly(mode)
        act = table.get(parts.path)
        if act is None:
            return self._page(404, pages.sentence("Không có trang này.", "There is no such page."))
        return act(self)

    def _answer_badly(self, mode: Hostile) -> None:
        try:
            answer_badly(self, mode, self.house.stopped)
        except OSError:
            self.close_connection = True

    def start(self) -> None:
        self._page(200, pages.START)

    def style(self) -> None:
        send(self, 200, "text/css; charset=utf-8", pages.STYLE.encode())

    def discovery(self) -> None:
        issuer = self.house.issuer
        self._json(
            200,
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "userinfo_endpoint": f"{issuer}/userinfo",
                "jwks_uri": f"{issuer}/jwks",
                "end_session_endpoint": f"{issuer}/logout",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "scopes_supported": ["openid", "profile", "email", "phone"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "code_challenge_methods_supported": ["S256"],
                "ui_locales_supported": ["vi", "en"],
            },
        )

    def jwks(self) -> None:
        self._json(200, self.house.mint.jwks())

    def authorize(self) -> None:
        """Check who asks and where the answer would go, before anything else; then show the people."""
        redirect_uri = self.asked.get("redirect_uri", "")
        known = self.asked.get("client_id") == self.house.client_id
        if not known or redirect_uri not in self.house.redirect_uris:
            return self._page(
                400,
                pages.sentence(
                    "Hệ thống yêu cầu đăng nhập chưa được khai báo ở đây.",
                    "The system asking for sign-in is not registered here.",
                ),
            )
        error = self._wrong_with_request()
        if error:
            return self._back(redirect_uri, {"error": error, "state": self.asked.get("state", "")})
        request = SignInRequest(
            redirect_uri, self.asked["state"], self.asked.get("nonce", ""), self.asked["code_challenge"]
        )
        self._page(200, pages.choose_person(self.house.requests.put(request), list(self.house.people.values())))

    def _wrong_with_request(self) -> str | None:
        if self.asked.get("response_type") != "code":
            return "unsupported_response_type"
        if "openid" not in self.asked.get("scope", "").split():
            return "invalid_scope"
        pkce = self.asked.get("code_challenge_method") == "S256" and len(self.asked.get("code_challenge", "")) == 43
        return None if pkce and self.asked.get("state") else "invalid_request"

    def choose(self) -> None:
        """A person was clicked or typed at /authorize."""
        ticket = self.sent.get("ticket", "")
        request = self.house.requests.look(ticket)
        if request is None:
            return self._page(
                400,
                pages.sentence(
                    "Lần đăng nhập này đã hết hạn. Bạn hãy bắt đầu lại.",
                    "This sign-in has expired. Please start again.",
                ),
            )
        typed = self.sent.get("number", "")
        person = self.house.people.get("".join(typed.split()))
        if "cancel" not in self.sent and person is None:
            people = list(self.house.people.values())
            return self._page(422, pages.choose_person(ticket, people, typed=typed, unknown=True))
        self.house.requests.take(ticket)
        if "cancel" in self.sent or person is None:
            return self._back(request.redirect_uri, {"error": "access_denied", "state": request.state})
        code = self.house.codes.put(Grant(request, person))
        return self._back(request.redirect_uri, {"code": code, "state": request.state, "iss": self.house.issuer})

    def token(self) -> None:
        """Code for tokens: the right system, an unused code, the same address as before, the right verifier."""
        if not self._knows_secret():
            return self._json(401, {"error": "invalid_client"}, {"WWW-Authenticate": "Basic"})
        if self.sent.get("grant_type") != "authorization_code":
            return self._json(400, {"error": "unsupported_grant_type"})
        grant = self.house.codes.take(self.sent.get("code", ""))
        fits = (
            grant is not None
            and grant.request.redirect_uri == self.sent.get("redirect_uri")
            and grant.proves(self.sent.get("code_verifier", ""))
        )
        if grant is None or not fits:
            return self._json(400, {"error": "invalid_grant"})
        answer = {
            "access_token": self.house.access.put(grant),
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIFE.total_seconds()),
            "id_token": self.house.mint.id_token(grant, self.house.hostile),
        }
        if self.house.hostile is Hostile.NO_TOKEN:
            del answer["id_token"]
        return self._json(200, answer)

    def _knows_secret(self) -> bool:
        kind, _, coded = self.headers.get("Authorization", "").partition(" ")
        try:
            name, _, secret = base64.b64decode(coded, validate=True).decode().partition(":")
        except ValueError:
            return False
        return (
            kind.lower() == "basic"
            and unquote(name) == self.house.client_id
            and hmac.compare_digest(unquote(secret).encode(), self.house.client_secret.encode())
        )

    def userinfo(self) -> None:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        grant = self.house.access.look(token) if kind.lower() == "bearer" else None
        if grant is None:
            return self._json(401, {"error": "invalid_token"}, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        claims = claims_of(grant.person)
        match self.house.hostile:
            case Hostile.OTHER_SUBJECT:
                claims["sub"] = "somebody-else"
            case Hostile.OTHER_NUMBER:
                claims["SoDinhDanh"] = "001085999999"
            case Hostile.NO_NUMBER:
                del claims["SoDinhDanh"]
            case Hostile.ENTERPRISE:
                claims["LoaiTaiKhoan"] = "2"
        return self._json(200, claims)

    def logout(self) -> None:
        """Nothing is remembered here between sign-ins, so there is nothing to end; go back where that is allowed."""
        back = self.asked.get("post_logout_redirect_uri", "")
        origins = {urlsplit(uri)[:2] for uri in self.house.redirect_uris}
        if back and urlsplit(back)[:2] in origins:
            return self._back(back, {name: self.asked[name] for name in ("state",) if name in self.asked})
        return self._page(200, pages.sentence("Bạn đã đăng xuất.", "You have signed out."))

    def _back(self, address: str, facts: dict[str, str]) -> None:
        joint = "&" if urlsplit(address).query else "?"
        target = f"{address}{joint}{urlencode(facts)}" if facts else address
        send(self, 303, "text/plain; charset=utf-8", b"", {"Location": target})

    def _page(self, status: int, text: str) -> None:
        send(self, status, "text/html; charset=utf-8", text.encode())

    def _json(self, status: int, facts: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        send(self, status, "application/json", json.dumps(facts, ensure_ascii=False).encode(), headers)


GETS = {
    "/": Handler.start,
    "/style.css": Handler.style,
    DISCOVERY: Handler.discovery,
    "/jwks": Handler.jwks,
    "/authorize": Handler.authorize,
    "/userinfo": Handler.userinfo,
    "/logout": Handler.logout,
}
POSTS = {"/authorize": Handler.choose, "/token": Handler.token, "/userinfo": Handler.userinfo}
