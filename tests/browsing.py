"""A browser for tests, and pages of it that must neither complain nor ask for anything outside."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
"""The browser that is installed; empty where none is."""
OWN = ("file", "data", "blob")
"""Schemes that stay on this machine."""
Shown = TypeVar("Shown")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The installed Chromium."""
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@contextmanager
def open_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a context of its own. Raises `AssertionError` where its console had an error or a warning, a dialog
    opened, or it asked for something that is no file of this machine."""
    context = browser.new_context(accept_downloads=True, **options)
    opened = context.new_page()
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    opened.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", refuse)
    opened.on("request", lambda asked: said.append(asked.url) if urlsplit(asked.url).scheme not in OWN else None)
    opened.set_default_timeout(60_000)
    yield opened
    context.close()
    assert said == []


def wait_until_shown(page: Page, read: Callable[[Page], Shown], wanted: Shown, seconds: float = 10) -> None:
    """Wait until a page shows what is wanted: its script hears of a new fragment only after the address has it. Raises
    `AssertionError` with what it shows instead."""
    end = monotonic() + seconds
    while read(page) != wanted and monotonic() < end:
        page.wait_for_timeout(20)
    assert read(page) == wanted
