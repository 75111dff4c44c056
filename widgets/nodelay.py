"""The connection between a page and its kernel, for Voila and JupyterLab."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class NoDelay(ZMQChannelsWebsocketConnection):
    """A kernel connection whose small messages leave at once instead of waiting for the other side's answer."""

    def connect(self) -> Any:
        """Connect as usual, with TCP_NODELAY on the page's socket."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
