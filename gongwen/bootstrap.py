"""Makes .venv and fills it from a hash-locked file; needs nothing but Python, so that it runs on a fresh machine."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)

# What pip can say, and what a person is told instead; the first sign found in its output decides.
TROUBLES = (
    (("no space left",), "磁盘满了，依赖没有装完。请腾出约 600 MB 空间，再运行一次"),
    (("do not match the hashes",), "下载到的文件与锁定的不一致，没有安装。请换一个软件源，再运行一次"),
    (("permission denied", "read-only file system"), "程序所在的文件夹不能写，依赖装不进去。请把程序放到能写的文件夹，再运行一次"),
    (
        ("connection", "timed out", "name resolution", "proxy", "certificate", "no matching distribution", "network"),
        "依赖没有装上：没有网络，或者连不上软件源。请联网，或者给 pip 设好能用的软件源，再运行一次，已经装好的不会重来",
    ),
)  # fmt: skip


def main(argv, root=ROOT):
    """Bring .venv up to date with the lock named; return 1 with one Chinese sentence when that cannot be."""
    speak_utf8()
    lock = root / (argv[1] if len(argv) > 1 else "requirements.txt")
    venv = root / ".venv"
    if venv.is_symlink() and venv.exists():
        return 0  # a linked environment is kept by whoever made it
    python = _python()
    if python is None:
        return _say(
            "需要 Python 3.11、3.12 或 3.13，这里是 %d.%d。请安装后再试，或者写明：make app PYTHON=python3.12"
            % tuple(sys.version_info[:2])
        )
    stamp = venv / "installed.txt"
    inside = venv / "bin" / "python"
    wanted = _digest(root, lock)
    if inside.exists() and stamp.exists() and wanted in stamp.read_text("utf-8").split():
        return 0
    print("正在准备运行环境，第一次约需一两分钟……", flush=True)
    if not inside.exists() and not _make(python, venv):
        return 1
    trouble = _install(root, lock, inside, venv / "install.log")
    if trouble:
        return _say(trouble)
    same = {wanted, _digest(root, root / "requirements.txt")} if lock.name == "requirements-dev.txt" else {wanted}
    stamp.write_text("\n".join(sorted(same)) + "\n", "utf-8")
    return 0


def speak_utf8():
    """Let Chinese be printed where the locale knows none: UTF-8 is what the terminal most likely reads."""
    for stream in (sys.stdout, sys.stderr):
        try:
            "工作簿……".encode(stream.encoding or "ascii")
        except (UnicodeError, LookupError):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _make(python, venv):
    """Make an empty environment; Debian's Python comes without the part that does it."""
    if python == sys.executable and importlib.util.find_spec("ensurepip") is None:
        _say("这里的 Python 缺少 venv，建不了运行环境。Debian、Ubuntu 请先运行：sudo apt install python3-venv")
        return False
    made = subprocess.run(
        [python, "-m", "venv", "--clear", str(venv)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode:
        shutil.rmtree(str(venv), ignore_errors=True)
        said = made.stdout.decode("utf-8", "replace")
        if "ensurepip" in said:
            _say("这里的 Python 缺少 venv，建不了运行环境。Debian、Ubuntu 请先运行：sudo apt install python3-venv")
        else:
            _say("建不了运行环境（.venv）。请检查程序所在的文件夹能不能写、磁盘满没满，再运行一次")
    return not made.returncode


def _install(root, lock, inside, log):
    """Install the lock, then the program itself; return a sentence when that failed, else nothing."""
    pip = [str(inside), "-m", "pip", "--disable-pip-version-check", "--no-color", "install", "--retries", "2"]
    if _run([*pip, "--require-hashes", "-r", str(lock)], log, _count(lock)):
        return _trouble(log)
    if _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(root)], log):
        return "程序本身没有装上。请删去 .venv 文件夹，再运行一次；还不行，请把 .venv/install.log 交给管理员"
    return ""


def _run(command, log, total=0):
    """Run pip with its words in a log, and show how far it is where somebody looks; return its exit code."""
    shown = total and sys.stdout.isatty()
    seen = 0
    with log.open("wb") as file, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as pip:
        for line in pip.stdout:
            file.write(line)
            seen += line.startswith(b"Collecting ")
            if shown:
                print("\r已找到 %d / %d 个组件" % (min(seen, total), total), end="", flush=True)
    if shown:
        print("\r" + " " * 40 + "\r", end="", flush=True)
    return pip.returncode


def _count(lock):
    return sum("==" in line for line in lock.read_text("utf-8").splitlines())


def _trouble(log):
    """Return the sentence that fits what pip said."""
    said = log.read_text("utf-8", "replace").lower()
    for signs, sentence in TROUBLES:
        if any(sign in said for sign in signs):
            return sentence
    return "依赖没有装上。请再运行一次；还不行，请把 .venv/install.log 交给管理员"


def _python():
    """Return a Python of a right version: the one running, or one on the path."""
    if OLDEST <= tuple(sys.version_info[:2]) <= NEWEST:
        return sys.executable
    for minor in (13, 12, 11):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    return None


def _digest(root, lock):
    """Return a digest of what an installation depends on; a copied checkout must not run the code of the first."""
    digest = hashlib.sha256(str(root).encode("utf-8", "surrogateescape"))
    for path in (lock, root / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _say(sentence):
    print(sentence + "。", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv))
    except KeyboardInterrupt:
        print("\n已停止，没有装完。再运行一次会接着装。", file=sys.stderr)
        sys.exit(130)
