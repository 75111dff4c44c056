"""Opens the workbook's notebook in JupyterLab, on this machine only, with nothing asked from outside."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING, Final

from gongwen.home import home
from widgets import machine

if TYPE_CHECKING:
    from pathlib import Path

PORT: Final = 8888


def main(argv: list[str] | None = None) -> int:
    """Start JupyterLab on the notebook and run until stopped; return 1 with one sentence when it cannot start."""
    options = machine.options(argv, module="widgets.lab", words="公文工作簿：在 JupyterLab 里打开")
    try:
        port = machine.choose_port(options.port, PORT)
    except machine.PortError as error:
        print(f"{error}。", file=sys.stderr)
        return 1
    machine.say_if_closed()
    base = f"http://{machine.HOST}:{port}/"
    token = options.token or machine.new_token()
    link = f"{base}lab/tree/{machine.NOTEBOOK.name}?token={token}"
    words = f"公文工作簿已启动，请在浏览器打开：{link}"
    machine.announce(words, f"{base}login", browser="" if options.no_browser else link)
    return machine.run(lambda folder: _run(port, token, folder))


def settings(port: int, token: str, folder: Path) -> list[str]:
    """Return JupyterLab's command line; what it remembers of a person (the theme) lies with the drafts."""
    arguments = [
        f"--ServerApp.ip={machine.HOST}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--no-browser",
        f"--ServerApp.root_dir={machine.NOTEBOOK.parent}", f"--IdentityProvider.token={token}", "--ServerApp.answer_yes=True",
        "--ServerApp.log_level=CRITICAL", "--LabApp.log_level=CRITICAL", *machine.kernel_sockets(folder),
        "--ServerApp.kernel_websocket_connection_class=widgets.nodelay.NoDelay",
        "--ContentsManager.pre_save_hook=widgets.bare.before_save",
        f"--FileCheckpoints.checkpoint_dir={folder / 'checkpoints'}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    if os.access(home(), os.W_OK):
        arguments += [
            f"--LabApp.{name}={home() / 'jupyterlab' / name}" for name in ("user_settings_dir", "workspaces_dir")
        ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # a container has no other user; the address stays this machine's own
    return arguments


def _run(port: int, token: str, folder: Path) -> None:
    machine.import_less()
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 - heavy, and reads the folders named in the environment

    warnings.filterwarnings("ignore", category=DeprecationWarning)  # of the libraries among themselves
    LabApp.launch_instance(settings(port, token, folder))


if __name__ == "__main__":
    machine.leave(main())
