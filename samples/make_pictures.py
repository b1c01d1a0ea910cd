"""Make the pictures of the docs: the site and the review desk over the samples, as Chromium shows them.

Run by `make screenshots`, into `docs/pictures/`. The night and the desk are the real ones, at a fixed moment.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
NOW = "2026-11-01T02:00:00+00:00"
SIZE = (1200, 760)
COLOURS = 128
"""Colours of a picture: enough for text and charts, and a third of the bytes."""
COMMANDS = [sys.executable, "-m", "pipeline.cli"]


def make_pictures() -> None:
    """Run a night over the samples in a home that is thrown away, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        environment = {**os.environ, "DEFCOOP_HOME": f"{folder}/home", "DEFCOOP_NOW": NOW}
        night = [*COMMANDS, "nightly", "--direct"]
        subprocess.run(night, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 - our own command
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        site = (Path(folder) / "home" / "site" / "current").as_uri()
        for name, scheme in (("budget", "light"), ("index", "dark")):
            with open_page(browser, scheme) as page:
                page.goto(f"{site}/{name}.html")
                save(page, f"site-{name}-{scheme}")
        with serve_desk(environment) as address:
            for scheme in ("light", "dark"):
                with open_page(browser, scheme) as page:
                    page.goto(address)
                    page.keyboard.press("j")
                    page.wait_for_selector("#decide")
                    save(page, f"desk-{scheme}")
        browser.close()


def find_chromium() -> str:
    """The installed browser. Raises `SystemExit` where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise SystemExit("no Chromium is installed: install the package chromium")


@contextmanager
def open_page(browser: Browser, scheme: str) -> Iterator[Page]:
    """A page of the size of a picture, light or dark."""
    size = {"width": SIZE[0], "height": SIZE[1]}
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light", viewport=size) as context:  # type: ignore[arg-type]
        yield context.new_page()


@contextmanager
def serve_desk(environment: Mapping[str, str]) -> Iterator[str]:
    """A desk of its own; gives its address."""
    command = [*COMMANDS, "review", "--reviewer", "Anna Berg"]
    out = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def save(page: Page, name: str) -> None:
    """Save what a page shows, with few colours."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = FOLDER / f"{name}.png"
    picture.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    make_pictures()
