"""Serves the workbook as a light app: Voila behind a token or the office's proxy, its own page, nothing from outside."""

from __future__ import annotations

import logging
import os
import socket
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tornado.web import HTTPError

from widgets import machine
from widgets.claim import PROXIED
from widgets.proxy import Proxy, ProxyError, configured
from widgets.workbook import SERVED

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

PORT: Final = 8866
EXTENSIONS: Final = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@voila-dashboards/widgets-manager8")
MESSAGE_LIMIT: Final = 100 << 20
"""Bytes one websocket message may have; 10 MiB, the default, closes the socket without a word."""

OUTPUT_SECONDS: Final = 60
"""How long the app, once made, is waited for; a busy machine needs more than Voila's 4, after which its page stays blank."""

IDLE_SECONDS: Final = 1800
"""A kernel whose page has gone is ended after this; what was typed is stored within a second, and in the browser too."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the app listens and whom it lets in: who has the token, or who comes through the office's proxy."""

    host: str
    port: int
    token: str
    proxy: Proxy | None = None

    @property
    def local(self) -> str:
        """The address by which this machine reaches the app."""
        host = {"0.0.0.0": machine.HOST, "::": "::1"}.get(self.host, self.host)  # noqa: S104 - a name for all addresses
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"

    @property
    def link(self) -> str:
        """The link that opens the app, empty behind a proxy, whose own address does."""
        return "" if self.proxy else f"{self.local}?token={self.token}"

    @property
    def words(self) -> str:
        """What is said of it on the terminal."""
        if self.proxy:
            way = f"只收 {self.proxy.address} 转来的访问，用户名看请求头 {self.proxy.header}"
            return f"公文工作簿已启动，听在 {self.host}:{self.port}，{way}。请从单位的入口打开。"
        said = f"公文工作簿已启动，请在浏览器打开：{self.link}"
        if self.host == machine.HOST:
            return said
        wide = self.link.replace(self.local, f"http://{socket.gethostname()}:{self.port}/")
        other = wide if self.local != f"http://{self.host}:{self.port}/" else self.link
        return f"{said}\n别的电脑用这一条：{other}\n路上没有加密，有链接就能进。只在信得过的内网里用；人多就请管理员架代理（docs/deploy.md）。"


def main(argv: list[str] | None = None) -> int:
    """Start the app and run until stopped; return 1 with one sentence when it cannot start."""
    options = machine.options(argv, module="widgets.serve", words="公文工作簿：打开网页版", hosts=True)
    try:
        proxy = configured()
        port = machine.choose_port(options.port, PORT, options.host)
    except (machine.PortError, ProxyError) as error:
        print(f"{error}。", file=sys.stderr)
        return 1
    machine.say_if_closed()
    door = Door(options.host, port, options.token or ("" if proxy else machine.new_token()), proxy)
    machine.announce(door.words, f"{door.local}voila/static/index.css", browser="" if options.no_browser else door.link)
    return machine.run(lambda folder: _run(door, folder))


def settings(door: Door, folder: Path) -> list[str]:
    """Return Voila's command line; nothing of the checkout is served, no query changes the page."""
    extensions = [f"--VoilaConfiguration.extension_allowlist={name}" for name in EXTENSIONS]
    return [
        str(machine.NOTEBOOK), "--no-browser", f"--port={door.port}", f"--Voila.ip={door.host}", "--Voila.port_retries=0",
        f"--token={door.token}", "--template=gongwen", "--Voila.log_level=CRITICAL", "--show_tracebacks=False",
        f"--Voila.connection_dir_root={folder}", *machine.kernel_sockets(folder),
        "--Voila.kernel_websocket_connection_class=widgets.onepage.OnePage",
        "--preheat_kernel=True", "--pool_size=1", f"--VoilaExecutor.iopub_timeout={OUTPUT_SECONDS}",
        "--VoilaConfiguration.allow_template_override=NO", "--VoilaConfiguration.allow_theme_override=NO",
        *extensions, "--VoilaConfiguration.file_allowlist=nothing-is-served",
        "--MappingKernelManager.cull_interval=60", f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
        "--MappingKernelManager.cull_connected=False",
        *(["--Voila.identity_provider_class=widgets.proxy.ProxyIdentity"] if door.proxy else []),
    ]  # fmt: skip


def policy(*sockets: str) -> str:
    """Return what the page may load: from here alone, so that no request can leave the machine even by mistake.

    `sockets` are the app's own addresses, for browsers to which 'self' does not say them all.
    """
    own = " ".join(("'self'", *sockets))
    return (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "  # anywidget runs modules from blobs
        f"connect-src {own} blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


def _pages() -> Environment:
    """Return the templates of the login and error pages: our own alone, in Chinese, nothing of the server's."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - only a server needs it

    folder = machine.SHARE / "voila" / "templates" / "gongwen"
    return Environment(loader=FileSystemLoader(folder), autoescape=True)


def _run(door: Door, folder: Path) -> None:
    machine.import_less()
    os.environ[SERVED] = "1"
    os.environ.pop(PROXIED, None)
    if door.proxy:
        os.environ[PROXIED] = "1"
    from voila.app import Voila  # noqa: PLC0415 - reads the folders named in the environment when imported

    warnings.filterwarnings("ignore", category=DeprecationWarning)  # of the libraries among themselves
    for name in ("tornado.access", "tornado.application", "tornado.general", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they name kernels, which are secrets
    app: Any = Voila.instance()
    app.tornado_settings = {
        "websocket_max_message_size": MESSAGE_LIMIT,
        "jinja2_env": _pages(),
        "headers": {
            "Content-Security-Policy": policy(*(f"ws://{name}:{door.port}" for name in (machine.HOST, "localhost"))),
            "Referrer-Policy": "same-origin",
        },
    }
    with suppress(HTTPError):  # stopped while a kernel was still on its way up
        app.launch_instance(settings(door, folder))


if __name__ == "__main__":
    machine.leave(main())
