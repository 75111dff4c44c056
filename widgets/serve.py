"""Serves the workbook as a light app: Voila on this machine only, with a token, its own page, nothing from outside."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any, Final

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

ROOT: Final = Path(__file__).resolve().parent.parent
NOTEBOOK: Final = ROOT / "notebooks" / "workbook.ipynb"
SHARE: Final = Path(__file__).resolve().parent / "voila_share"
HOST: Final = "127.0.0.1"
PORT: Final = 8866
EXTENSIONS: Final = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@voila-dashboards/widgets-manager8")
MESSAGE_LIMIT: Final = 100 << 20
"""Bytes one websocket message may have; 10 MiB, the default, closes the socket without a word."""


class NoDelay(ZMQChannelsWebsocketConnection):
    """A kernel connection whose small messages leave at once instead of waiting for the other side's answer."""

    def connect(self) -> Any:
        """Connect as usual, with TCP_NODELAY on the page's socket."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def main(argv: list[str] | None = None) -> int:
    """Start the app and run until stopped; return 1 with one sentence when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m widgets.serve", description="公文工作簿：在这台电脑上打开网页版")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or PORT), help="端口（默认 8866）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument("--token", default=os.environ.get("GONGWEN_TOKEN", ""), help="链接里的口令（默认每次另造）")
    options = parser.parse_args(argv)
    if not _free(options.port):
        print(f"端口 {options.port} 已被占用。请换一个再启动：make app PORT={options.port + 1}", file=sys.stderr)
        return 1
    token = options.token or secrets.token_urlsafe(18)
    link = f"http://{HOST}:{options.port}/?token={token}"
    threading.Thread(target=_announce, args=(link, not options.no_browser), daemon=True).start()
    _run(options.port, token)
    return 0


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _announce(link: str, browser: bool) -> None:  # noqa: FBT001 - a thread's plain argument
    """Say the link once the port really answers, and open a browser where there is one."""
    base = link.split("?", 1)[0] + "voila/static/index.css"
    while True:
        try:
            urllib.request.urlopen(base, timeout=2).close()  # noqa: S310 - our own address
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.05)
    print(f"公文工作簿已启动，请在浏览器打开：{link}", flush=True)
    if browser and (
        sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        webbrowser.open(link)


def _run(port: int, token: str) -> None:
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(SHARE), os.environ.get("JUPYTER_PATH", "")]))
    from voila.app import Voila  # noqa: PLC0415 - reads JUPYTER_PATH when imported

    arguments = [
        str(NOTEBOOK), "--no-browser", f"--port={port}", f"--Voila.ip={HOST}", "--Voila.port_retries=0",
        f"--token={token}", "--template=gongwen", "--Voila.log_level=ERROR", "--show_tracebacks=False",
        "--Voila.kernel_websocket_connection_class=widgets.serve.NoDelay",
        "--preheat_kernel=True", "--pool_size=1",
        "--VoilaConfiguration.allow_template_override=NO", "--VoilaConfiguration.allow_theme_override=NO",
        f"--VoilaConfiguration.extension_allowlist={list(EXTENSIONS)}",
        "--VoilaConfiguration.file_allowlist=['nothing-is-served']",
        "--MappingKernelManager.cull_interval=60", "--MappingKernelManager.cull_idle_timeout=1800",
        "--VoilaKernelManager.cull_connected=False",
    ]  # fmt: skip
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
    app = Voila.instance()
    app.tornado_settings = {"websocket_max_message_size": MESSAGE_LIMIT}
    try:
        app.launch_instance(arguments)
    except KeyboardInterrupt:
        print("已停止。", flush=True)


if __name__ == "__main__":
    sys.exit(main())
