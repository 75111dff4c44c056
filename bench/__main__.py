"""Prints what the program costs: without a screen, its store, then in a real browser when there is one; `make bench` runs it."""

from __future__ import annotations

import os
import platform
import shutil
import sys

from bench import browser, checks, core, county, figures, margin, store


def main() -> None:
    """Print the machine, then the tables; `core`, `store`, `checks`, `figures`, `county`, `browser` or `margin` as an argument prints only that."""
    wanted = sys.argv[1:2] or ["core", "store", "checks", "figures", "county", "browser", "margin"]
    print(f"{os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}\n", flush=True)
    if "core" in wanted:
        core.main()
    if "store" in wanted:
        store.main()
    if "checks" in wanted:
        checks.main(sys.argv[2:])
    if "figures" in wanted:
        figures.main()
    if "county" in wanted:
        county.main()
    if {"browser", "margin"} & {*wanted}:
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if chromium is None:
            print("no Chromium on this machine: the figures of the page are left out")
            return
        for name, each in (("browser", browser), ("margin", margin)):
            if name in wanted:
                each.main(chromium)


if __name__ == "__main__":
    main()
