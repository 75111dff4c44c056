"""Makes .venv and fills it from a hash-locked file; needs nothing but Python, so that it runs on a fresh machine."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)
STAMP = VENV / "installed.txt"


def main(argv):
    """Bring .venv up to date with the lock named; return 1 with one Chinese sentence when that cannot be."""
    lock = ROOT / (argv[1] if len(argv) > 1 else "requirements.txt")
    python = _python()
    if python is None:
        return _say(
            "需要 Python 3.11、3.12 或 3.13，这里是 %d.%d。请安装后再试，或者写明：make app PYTHON=python3.12"
            % sys.version_info[:2]
        )
    wanted = _digest(lock)
    have = STAMP.read_text().split() if STAMP.exists() else []
    if wanted in have:
        return 0
    print("正在准备运行环境，第一次约需一两分钟……", flush=True)
    if not (VENV / "bin" / "python").exists() and subprocess.call([python, "-m", "venv", str(VENV)]):
        return _say("建不了运行环境（venv）。请安装系统里的 python3-venv 后再试")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.call([*pip, "--require-hashes", "-r", str(lock)]):
        return _say("依赖没有装上：可能没有网络，或者连不上软件源。请联网后再运行一次，已经装好的不会重来")
    if subprocess.call([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]):
        return _say("程序本身没有装上。请删去 .venv 文件夹，再运行一次")
    same = {wanted, _digest(ROOT / "requirements.txt")} if lock.name == "requirements-dev.txt" else {wanted}
    STAMP.write_text("\n".join(sorted(same)) + "\n")
    return 0


def _python():
    """Return a Python of a right version: the one running, or one on the path."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in (13, 12, 11):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    return None


def _digest(lock):
    """Return a digest of what an installation depends on."""
    digest = hashlib.sha256()
    for path in (lock, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _say(sentence):
    print(sentence + "。", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
