"""Starts one person's server under JupyterHub, which lets them in: the workbook's page, and JupyterLab beside it.

JupyterHub is no part of the program; whoever runs one has it installed beside.
"""

from __future__ import annotations

import os
import sys
import warnings

from widgets import machine
from widgets.serve import EXTENSIONS, IDLE_SECONDS, OUTPUT_SECONDS, policy

PAGE = f"/voila/render/{machine.NOTEBOOK.name}"
"""Where a person arrives."""


def main(argv: list[str] | None = None) -> int:
    """Run jupyterhub-singleuser with the workbook's settings until stopped; return 1 with one sentence without JupyterHub."""
    try:
        from jupyterhub.singleuser import main as singleuser  # noqa: PLC0415 - there only where a hub is
    except ImportError:
        print("这里没有装 JupyterHub。请把 jupyterhub 装进这个 Python，再由 JupyterHub 来启动。", file=sys.stderr)
        return 1
    machine.say_if_closed()
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (str(machine.SHARE), os.environ.get("JUPYTER_PATH"))))
    warnings.filterwarnings("ignore", category=DeprecationWarning)  # of the libraries among themselves
    sys.argv[1:] = [*settings(), *(sys.argv[1:] if argv is None else argv)]
    singleuser()
    return 0


def settings() -> list[str]:
    """Return what a server has besides what the hub tells it by the environment."""
    # Voila would ask for MathJax outside.
    tornado = {"headers": {"Content-Security-Policy": policy()}, "mathjax_url": None, "mathjax_config": None}
    return [
        f"--ServerApp.root_dir={machine.NOTEBOOK.parent}", f"--ServerApp.default_url={PAGE}",
        f"--ServerApp.tornado_settings={tornado!r}", f"--VoilaExecutor.iopub_timeout={OUTPUT_SECONDS}",
        "--ServerApp.kernel_websocket_connection_class=widgets.nodelay.NoDelay",
        "--ContentsManager.pre_save_hook=widgets.bare.before_save",
        "--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR",
        "--VoilaConfiguration.template=gongwen", "--VoilaConfiguration.show_tracebacks=False",
        "--VoilaConfiguration.allow_template_override=NO", "--VoilaConfiguration.allow_theme_override=NO",
        *(f"--VoilaConfiguration.extension_allowlist={name}" for name in EXTENSIONS),
        "--VoilaConfiguration.file_allowlist=nothing-is-served",
        "--MappingKernelManager.cull_interval=60", f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
        "--MappingKernelManager.cull_connected=False",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly",
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
