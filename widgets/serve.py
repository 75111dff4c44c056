"""Serves the workbook as a light app: Voila on this machine only, with a token, its own page, nothing from outside."""

from __future__ import annotations

import logging
import os
import sys
import time
import warnings
from typing import TYPE_CHECKING, Any, Final

from tornado.web import HTTPError

from widgets import machine
from widgets.workbook import SERVED

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

PORT: Final = 8866
EXTENSIONS: Final = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@voila-dashboards/widgets-manager8")
MESSAGE_LIMIT: Final = 100 << 20
"""Bytes one websocket message may have; 10 MiB, the default, closes the socket without a word."""

LATE_SECONDS: Final = 1.0
"""How long a kernel takes from being called to being there; its folder is kept that long."""

IDLE_SECONDS: Final = 1800
"""A kernel whose page has gone is ended after this; what was typed is stored within a second, and in the browser too."""


def main(argv: list[str] | None = None) -> int:
    """Start the app and run until stopped; return 1 with one sentence when it cannot start."""
    options = machine.options(argv, module="widgets.serve", words="公文工作簿：在这台电脑上打开网页版")
    try:
        port = machine.choose_port(options.port, PORT)
    except machine.PortError as error:
        print(f"{error}。", file=sys.stderr)
        return 1
    machine.say_if_closed()
    base = f"http://{machine.HOST}:{port}/"
    machine.announce(f"{base}?token={options.token}", f"{base}voila/static/index.css", browser=not options.no_browser)
    return machine.run(lambda folder: _run(port, options.token, folder))


def settings(port: int, token: str, folder: Path) -> list[str]:
    """Return Voila's command line; nothing of the checkout is served, no query changes the page."""
    extensions = [f"--VoilaConfiguration.extension_allowlist={name}" for name in EXTENSIONS]
    return [
        str(machine.NOTEBOOK), "--no-browser", f"--port={port}", f"--Voila.ip={machine.HOST}", "--Voila.port_retries=0",
        f"--token={token}", "--template=gongwen", "--Voila.log_level=CRITICAL", "--show_tracebacks=False",
        f"--Voila.connection_dir_root={folder}", *machine.kernel_sockets(folder),
        "--Voila.kernel_websocket_connection_class=widgets.nodelay.NoDelay",
        "--preheat_kernel=True", "--pool_size=1",
        "--VoilaConfiguration.allow_template_override=NO", "--VoilaConfiguration.allow_theme_override=NO",
        *extensions, "--VoilaConfiguration.file_allowlist=nothing-is-served",
        "--MappingKernelManager.cull_interval=60", f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
        "--MappingKernelManager.cull_connected=False",
    ]  # fmt: skip


def policy(port: int) -> str:
    """Return what the page may load: from here alone, so that no request can leave the machine even by mistake."""
    own = f"'self' ws://{machine.HOST}:{port} ws://localhost:{port}"
    return (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "  # anywidget runs modules from blobs
        f"connect-src {own} blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


def _pages() -> Environment:
    """Return the templates of the login and error pages: our own alone, in Chinese, nothing of the server's."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - only a server needs it

    folder = machine.SHARE / "voila" / "templates" / "gongwen"
    return Environment(loader=FileSystemLoader(folder), autoescape=True)


def _run(port: int, token: str, folder: Path) -> None:
    machine.import_less()
    os.environ[SERVED] = "1"
    from voila.app import Voila  # noqa: PLC0415 - reads the folders named in the environment when imported

    warnings.filterwarnings("ignore", category=DeprecationWarning)  # of the libraries among themselves
    for name in ("tornado.access", "tornado.application", "tornado.general", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they name kernels, which are secrets
    app: Any = Voila.instance()
    app.tornado_settings = {
        "websocket_max_message_size": MESSAGE_LIMIT,
        "jinja2_env": _pages(),
        "headers": {"Content-Security-Policy": policy(port), "Referrer-Policy": "same-origin"},
    }
    try:
        app.launch_instance(settings(port, token, folder))
    except HTTPError:  # stopped while a kernel was still on its way up; it ends by itself when it finds us gone
        time.sleep(LATE_SECONDS)


if __name__ == "__main__":
    machine.leave(main())
