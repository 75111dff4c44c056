"""The connection between a page of Voila and the kernel that is its alone: when the page goes, the kernel soon does."""

from __future__ import annotations

from typing import Any, Final

from tornado.ioloop import IOLoop

from widgets.nodelay import NoDelay

BYE: Final = '"type":"bye"'
"""What the page's last message holds (widgets/frame.js); a page that is loaded again has a kernel of its own."""

SHORT: Final = 2_000
"""Characters of a message that may be the last; a longer one is not searched."""

LINGER: Final = 10.0
"""Seconds a kernel still has to store what came last, and again while it is busy with that."""

ROUNDS: Final = 6
"""How often it is waited for at most: what never comes to rest is ended all the same."""


class OnePage(NoDelay):
    """A kernel connection that ends the kernel after its page has said that it goes.

    A page whose connection only broke, as when a laptop sleeps, finds its kernel again.
    """

    _went = False

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on, and note when it is the page's last."""
        if len(incoming_msg) < SHORT:
            said = BYE.encode() if isinstance(incoming_msg, bytes) else BYE
            self._went = self._went or said in incoming_msg
        super().handle_incoming_message(incoming_msg)

    def disconnect(self) -> Any:
        """Disconnect as usual; the kernel of a page that went is ended a little later."""
        if self._went:
            IOLoop.current().call_later(LINGER, self._end, ROUNDS)
        return super().disconnect()

    async def _end(self, rounds: int) -> None:
        kernels, name = self.multi_kernel_manager, self.kernel_id
        if name not in kernels:
            return
        model = kernels.kernel_model(name)
        if model["connections"]:
            return  # the page came back
        if rounds > 1 and model["execution_state"] == "busy":
            IOLoop.current().call_later(LINGER, self._end, rounds - 1)
        else:
            await kernels.shutdown_kernel(name)
