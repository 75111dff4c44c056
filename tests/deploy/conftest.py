"""A real Chromium, as the tests of the screen have it."""

from tests.browser.conftest import browser

__all__ = ["browser"]
