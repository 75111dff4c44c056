"""JupyterHub's side of one person's server: what a hub puts into its environment, and what it answers when asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.conftest import ROOT, free_port
from tests.deploy.office import wait


def environment(person: str, *, hub: str = "http://127.0.0.1:9", here: str = "http://127.0.0.1:9") -> dict[str, str]:
    """Return what a hub gives to a person's server (JupyterHub's documentation of its spawners)."""
    scope = f"access:servers!server={person}/"
    return {
        "JUPYTERHUB_USER": person, "JUPYTERHUB_API_TOKEN": f"key-of-{person}", "JUPYTERHUB_API_URL": f"{hub}/hub/api",
        "JUPYTERHUB_ACTIVITY_URL": f"{hub}/hub/api/users/{person}/activity", "JUPYTERHUB_HOST": hub,
        "JUPYTERHUB_BASE_URL": "/", "JUPYTERHUB_SERVICE_PREFIX": f"/user/{person}/", "JUPYTERHUB_SERVER_NAME": "",
        "JUPYTERHUB_SERVICE_URL": f"{here}/user/{person}/", "JUPYTERHUB_CLIENT_ID": f"jupyterhub-user-{person}",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{here}/user/{person}/oauth_callback",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([scope]),
    }  # fmt: skip


class _Hub(BaseHTTPRequestHandler):
    """Lets in whoever a cookie names, as a hub's login would."""

    def log_message(self, *_words: object) -> None:
        pass

    def _say(self, value: object, code: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path.rstrip("/") == "/hub/api":
            self._say({"version": "5.0.0"})
        elif url.path == "/hub/api/user":
            name = self.headers["Authorization"].split()[-1].removeprefix("key-of-")
            scopes = [f"access:servers!server={name}/"]
            self._say(
                {"kind": "user", "name": name, "admin": False, "groups": [], "scopes": scopes, "session_id": None}
            )
        elif url.path == "/hub/api/oauth2/authorize":
            query = parse_qs(url.query)
            self.send_response(302)
            self.send_header("Location", f"{query['redirect_uri'][0]}?code={self._who()}&state={query['state'][0]}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._say({}, 404)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        code = parse_qs(sent).get("code", [""])[0]
        self._say({"access_token": f"key-of-{code}", "token_type": "Bearer"} if "oauth2/token" in self.path else {})

    def _who(self) -> str:
        return self.headers.get("Cookie", "").partition("person=")[2].partition(";")[0]


@contextmanager
def hub() -> Iterator[str]:
    """Run a hub's side and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@contextmanager
def server_of(person: str, at: str, home: Path, **variables: str) -> Iterator[str]:
    """Start a person's real jupyterhub-singleuser as the hub's spawner would, and give its address."""
    here = f"http://127.0.0.1:{free_port()}"
    own = home / person
    folders = {
        name: str(own / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "HOME")
    }
    given = {**os.environ, **folders, **environment(person, hub=at, here=here), "GONGWEN_HOME": str(home), **variables}
    own.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "widgets.hub", "--allow-root"],
        cwd=ROOT,
        env=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait(f"{here}/user/{person}/api", server)
            yield f"{here}/user/{person}/"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
