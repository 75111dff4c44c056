"""The office's own proxy says who comes: read for each page and connection, handed to its kernel past the page."""

from __future__ import annotations

import contextlib
import ipaddress
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado.web import HTTPError

from gongwen.person import KnownBy, Person, named

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER: Final = "GONGWEN_PROXY_HEADER"
"""The environment variable that names the header in which the proxy says who comes."""

ADDRESS: Final = "GONGWEN_PROXY_ADDRESS"
"""The environment variable with the proxy's address, the only one that anything is accepted from."""


class ProxyError(Exception):
    """The proxy is named by half; its text is a sentence for the terminal."""


class StrangerError(HTTPError):
    """Somebody came past the proxy, the proxy did not say who came, or the kernel is another's."""

    said = "这里只能从单位的入口打开，要先在那里登录。从入口来还是这样，请把这一页告诉管理员。"

    def __init__(self) -> None:
        super().__init__(403)


@dataclass(frozen=True, slots=True)
class Proxy:
    """The office's proxy: its header and the address it comes from."""

    header: str
    address: str

    def person(self, headers: Any, peer: str) -> Person | None:
        """Return who comes by a request's headers and the address it came from, or None when nobody vouches for them.

        A header that comes twice is refused, and one of several values: one of them may be the page's own. So is a
        name that would have to be cut, for two people could have it.
        """
        said = headers.get_list(self.header) if _address(peer) == self.address else []
        words = _words(said[0]) if len(said) == 1 else ""
        person = named(words, KnownBy.PROXY)
        return person if person.name == words and words and "," not in words else None


def configured(environment: Mapping[str, str] = os.environ) -> Proxy | None:
    """Return the proxy the environment names, or None; raise ProxyError when it is named by half or not by an address."""
    header, address = (environment.get(name, "").strip() for name in (HEADER, ADDRESS))
    if not header and not address:
        return None
    if not header or not address:
        raise ProxyError(f"{HEADER} 和 {ADDRESS} 要一起写：用户名写在哪个请求头里，请求从哪个地址来")
    if not (known := _address(address)):
        raise ProxyError(f"{ADDRESS} 写成了“{address[:40]}”，要写代理服务器的 IP 地址，如 127.0.0.1")
    return Proxy(header, known)


class ProxyIdentity(PasswordIdentityProvider):
    """Lets in who comes through the office's proxy, by the name the proxy says, and nobody else.

    With a token the proxy must send that too (Authorization: token …), so that no other program of a machine that it
    shares can take its place.
    """

    def get_user(self, handler: Any) -> User | None:
        """Return who comes by this request; raise StrangerError for anybody else."""
        proxy = configured()
        person = proxy.person(handler.request.headers, handler.request.remote_ip) if proxy else None
        if person is None or (self.token and self.get_token(handler) != self.token):
            handler.current_user = handler._jupyter_current_user = None  # noqa: SLF001 - the page that says no asks for both
            raise StrangerError
        return User(username=person.name)

    @property
    def auth_enabled(self) -> bool:
        """Nobody comes in unnamed."""
        return True

    @property
    def login_available(self) -> bool:
        """There is nothing to log in to here: the proxy does that."""
        return False


def _address(text: str) -> str:
    """Return an address as it is compared: an IPv4 one that came over an IPv6 socket is the same; empty when it is none."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)


def _words(value: str) -> str:
    """Return a header's text: proxies send Chinese as UTF-8 or with percent signs, and tornado reads bytes one by one."""
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return unquote(value).strip()
