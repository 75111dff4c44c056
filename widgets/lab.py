"""Opens the workbook's notebook in JupyterLab, on this machine only, with nothing asked from outside."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

NOTEBOOK: Final = Path(__file__).resolve().parent.parent / "notebooks" / "workbook.ipynb"


def main(argv: list[str] | None = None) -> int:
    """Start JupyterLab on the notebook and run until stopped."""
    parser = argparse.ArgumentParser(prog="python -m widgets.lab", description="公文工作簿：在 JupyterLab 里打开")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8888), help="端口（默认 8888）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument("--token", default=os.environ.get("GONGWEN_TOKEN", ""), help="口令（默认每次另造）")
    options = parser.parse_args(argv)
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 - heavy

    arguments = [
        str(NOTEBOOK), "--ip=127.0.0.1", f"--port={options.port}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={NOTEBOOK.parent}",
        "--ServerApp.websocket_ping_interval=30000", "--ServerApp.kernel_websocket_connection_class=widgets.serve.NoDelay",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=",
        "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # a container has no other user; the address stays this machine's own
    if options.token:
        arguments.append(f"--IdentityProvider.token={options.token}")
    if options.no_browser:
        arguments.append("--no-browser")
    LabApp.launch_instance(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
