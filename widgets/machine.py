"""What a server asks of this machine: a free port, folders of its own, a browser, one line with the link."""

from __future__ import annotations

import argparse
import ipaddress
import os
import secrets
import signal
import socket
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.bootstrap import speak_utf8
from gongwen.home import PRIVATE, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST: Final = "127.0.0.1"
NOTEBOOK: Final = Path(__file__).resolve().parent.parent / "notebooks" / "workbook.ipynb"
SHARE: Final = Path(__file__).resolve().parent / "share"
NEARBY: Final = 20
"""Ports tried after the usual one."""

SOCKET_ROOM: Final = 40
"""Characters a folder's name may have so that a kernel's sockets in it keep under the system's limit of about 100."""


LATE_SECONDS: Final = 3.0
"""How long a kernel that is told to end may take for it."""


class PortError(Exception):
    """No port to listen on; its text is a sentence for the terminal."""


def options(argv: list[str] | None, *, module: str, words: str, hosts: bool = False) -> argparse.Namespace:
    """Return the command line of a server: port (0 is the usual one), token, whether a browser is opened.

    `hosts` lets it listen on another address than this machine's own (`host`).
    """
    speak_utf8()
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=words)
    parser.add_argument("--port", type=int, default=0, help="端口（不写就用平常的，占用时自动换一个）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument("--token", default=os.environ.get("GONGWEN_TOKEN", ""), help="链接里的口令（默认每次另造）")
    if hosts:
        parser.add_argument("--host", default=HOST, type=_host, help="听在哪个地址（默认只有这台电脑自己能打开）")
    return parser.parse_args(argv)


def new_token() -> str:
    """Return a token for this once."""
    return secrets.token_urlsafe(18)


def _host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError("要写这台电脑的 IP 地址，所有地址写 0.0.0.0") from error


def choose_port(wanted: int, usual: int, host: str = HOST) -> int:
    """Return the port to listen on: the one wanted, or the first free one from the usual on; raise PortError."""
    if wanted:
        if not _free(wanted, host):
            raise PortError(f"端口 {wanted} 用不了，多半是被别的程序占用了。请换一个，例如加上 PORT={wanted + 1}")
        return wanted
    for port in range(usual, usual + NEARBY):
        if _free(port, host):
            if port != usual:
                print(f"端口 {usual} 已被占用，这次改用 {port}。", flush=True)
            return port
    raise PortError(f"端口 {usual} 到 {usual + NEARBY - 1} 都被占用了。请关掉不用的窗口，或者加上 PORT=号码 换一个")


def _free(port: int, host: str) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True


def import_less() -> None:
    """Leave out what takes 0.8 s to import: a grammar of addresses that jsonschema does without when it is not there."""
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]


@contextmanager
def own_folders() -> Iterator[Path]:
    """Give Jupyter folders of the program's own, so that neither a person's settings nor a closed home matter.

    Yields a folder that only this user may read and that goes when the server ends: sockets, secrets, connection files.
    """
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for variable, inside in (
            ("JUPYTER_RUNTIME_DIR", "runtime"), ("JUPYTER_CONFIG_DIR", "config"), ("JUPYTER_DATA_DIR", "data"),
            ("IPYTHONDIR", "ipython"),
        ):  # fmt: skip
            os.environ[variable] = str(folder / inside)
        os.environ["JUPYTER_PATH"] = str(SHARE)
        os.environ["JUPYTER_CONFIG_PATH"] = str(SHARE)
        try:
            yield folder
        finally:
            end_late_kernels(folder)


def end_late_kernels(folder: Path) -> None:
    """End the kernels that a server left, which were on their way up when it stopped and would make its folders anew.

    A kernel is known by its connection file in `folder`; those that people worked in the server has ended itself.
    """
    import psutil  # noqa: PLC0415 - only an ending server needs it

    late = []
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if any(str(folder) in part for part in each.cmdline()):
                each.terminate()
                late.append(each)
    for each in psutil.wait_procs(late, timeout=LATE_SECONDS)[1]:
        with suppress(psutil.Error):
            each.kill()
    psutil.wait_procs(late, timeout=LATE_SECONDS)


def say_if_closed() -> None:
    """Say it at once when no draft can be stored: the page would only say it at the first save."""
    folder = settle()
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        print(
            f"稿件文件夹（{folder}）不能写，写的东西存不下来。请在命令前写明一个能写的文件夹：GONGWEN_HOME=文件夹",
            file=sys.stderr,
        )


def kernel_sockets(folder: Path) -> list[str]:
    """Return the options that let kernels listen on files only this user may open, where the system can do that."""
    if os.name != "posix" or len(str(folder)) > SOCKET_ROOM:
        return []
    return ["--KernelManager.transport=ipc"]


def announce(words: str, ready: str, *, browser: str = "") -> None:
    """Say `words` once `ready` answers, and open `browser`, a link, where there is one; returns at once."""
    print("公文工作簿正在启动（要停止时按 Ctrl+C）……", flush=True)
    threading.Thread(target=_announce, args=(words, ready, browser), daemon=True).start()


def _announce(words: str, ready: str, browser: str) -> None:
    while True:
        try:
            urllib.request.urlopen(ready, timeout=2).close()  # noqa: S310 - our own address
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.03)
    print(words, flush=True)
    if browser and _has_screen():
        webbrowser.open(browser)


def _has_screen() -> bool:
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def run(server: Callable[[Path], None]) -> int:
    """Run a server in folders of its own until Ctrl+C; return an exit code, after a sentence.

    What libraries and kernels would print is not shown: it could name a kernel, which is a secret, or hold report text.
    """
    own_words = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        with own_folders() as folder:
            server(folder)
    except KeyboardInterrupt:
        pass
    except Exception as error:  # noqa: BLE001 - the last door before the terminal
        print(
            f"公文工作簿没有启动成（{type(error).__name__}）。请再试一次；还不行，请把这句话告诉管理员。",
            file=own_words,
            flush=True,
        )
        return 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl+C must not tear the sentence
    print("\n公文工作簿已停止。", flush=True)
    return 0


def leave(code: int) -> None:
    """End the process with this code: after a Ctrl+C in the midst of an import the interpreter would give its own."""
    sys.stdout.flush()
    os._exit(code)
