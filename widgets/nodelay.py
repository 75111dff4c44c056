"""The connection between a page and its kernel, for Voila and JupyterLab."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from widgets.claim import claim
from widgets.proxy import ProxyIdentity, StrangerError


class NoDelay(ZMQChannelsWebsocketConnection):
    """A kernel connection whose small messages leave at once instead of waiting for the other side's answer.

    Behind the office's proxy a kernel is the person's who came to it first, and nobody else's.
    """

    async def prepare(self) -> Any:
        """Prepare as usual, after noting whose the kernel is; raise StrangerError when it is another's."""
        handler = self.websocket_handler
        if isinstance(handler.identity_provider, ProxyIdentity) and not claim(
            self.kernel_manager.connection_file, handler.current_user.username
        ):
            raise StrangerError
        return await super().prepare()

    def connect(self) -> Any:
        """Connect as usual, with TCP_NODELAY on the page's socket."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
