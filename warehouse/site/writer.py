"""Pages into files. What is as it was in the site before is linked from there, not made again.

A page is made anew where what it shows, or the code that makes it, is another one. `manifest.json` keeps the key of
each page, `charts.json` the charts that are drawn, for the next site.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Container, Mapping, Set
from pathlib import Path
from typing import Any

from schemas.terms import load_terms
from warehouse.site.budget import place_of
from warehouse.site.charts import Row, render_chart
from warehouse.site.wording import safe_url, say_day, say_quantity, say_words

HERE = Path(__file__).parent
MANIFEST, CHARTS = "manifest.json", "charts.json"
MENU = (
    (
        ("index", "Tonight"), ("budget", "Budget share"), ("sharing", "Information sharing"),
        ("training", "Joint training"), ("actors", "Actors"), ("commitments", "All commitments"),
    ),
    (
        ("sources", "Sources"), ("accuracy", "Accuracy"), ("method", "Method"), ("questions", "Questions"),
        ("dictionary", "Dictionary"),
    ),
)  # fmt: skip
"""What was found, and how it was made."""


def make_key(*values: object) -> str:
    """A hash of what a page shows."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class Writer:
    """Renders templates into files of a folder; everything that is shown is escaped.

    `before` is the folder of the site before, if there is one.
    """

    def __init__(self, folder: Path, before: Path | None) -> None:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self.count, self.made_count = 0, 0
        self._folder, self._before = folder, before
        self._code = _hash_code()
        found = _read_json(before, MANIFEST)
        self._old: Mapping[str, str] = found.get("pages", {}) if found.get("code") == self._code else {}
        self._data_before: Mapping[str, str] = found.get("data", {})
        self._pages: dict[str, str] = {}
        self._data: dict[str, str] = {}
        self._charts_before, self._charts = _read_json(before, CHARTS), dict[str, str]()
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "words": say_words, "safe_url": safe_url, "quantity": say_quantity, "day": say_day, "place": place_of,
        }  # fmt: skip

    def globals(self, names: Mapping[str, str], known: Set[str], pairs: Container[tuple[str, str]]) -> None:
        """What every page knows: the menu, names of actors, the commitments and pairs that have a page, the terms."""
        self._environment.globals |= {
            "menu": MENU, "names": names, "known": known, "paired": pairs, "terms": load_terms(),
        }  # fmt: skip

    def draw(self, chart: Row) -> str:
        """A chart as SVG; one that the site before had is not drawn again."""
        key = make_key(self._code, json.dumps(chart, sort_keys=True, default=str))
        self._charts[key] = self._charts_before.get(key) or self._charts.get(key) or render_chart(chart)
        return self._charts[key]

    def write(self, name: str, template: str, **values: Any) -> None:
        """Write one page."""
        self._render(name, template, values)
        self._pages[name] = ""

    def is_as_before(self, name: str, key: str) -> bool:
        """Whether the site before has this page with this key."""
        return self._old.get(name) == key and self._before is not None and (self._before / name).is_file()

    def write_changed(self, name: str, key: str, template: str, describe: Callable[[], Row]) -> None:
        """Write one page, described only where its key is not that of the site before."""
        if not (self.is_as_before(name, key) and self._link(name)):
            self._render(name, template, describe())
        else:
            self.count += 1
        self._pages[name] = key

    def write_data(self, name: str, text: str) -> str:
        """Write a file of data and return the name that it got: it has the hash of what is in it."""
        named = f"{name}-{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}.js"
        if not (named in self._data_before and self._link(named)):
            (self._folder / named).write_text(text, encoding="utf-8")
        self._data[named] = named
        return named

    def close(self) -> None:
        """Keep what the next site needs. The data of the site before stay, for who has opened its table just now."""
        for named in self._data_before:
            if named not in self._data:
                self._link(named)
        kept = {"code": self._code, "pages": {name: key for name, key in self._pages.items() if key}}
        (self._folder / MANIFEST).write_text(json.dumps(kept | {"data": self._data}), encoding="utf-8")
        (self._folder / CHARTS).write_text(json.dumps(self._charts), encoding="utf-8")

    def _render(self, name: str, template: str, values: Mapping[str, Any]) -> None:
        root = "../" * name.count("/")
        text = self._environment.get_template(template).render(page=name.removesuffix(".html"), root=root, **values)
        (self._folder / name).write_text(text, encoding="utf-8")
        self.count += 1
        self.made_count += 1

    def _link(self, name: str) -> bool:
        """Take a file of the site before; one file under two names, or a copy where the disk knows no such thing."""
        if self._before is None:
            return False
        try:
            os.link(self._before / name, self._folder / name)
        except FileNotFoundError:
            return False
        except OSError:
            shutil.copyfile(self._before / name, self._folder / name)
        return True


def _hash_code() -> str:
    digest = hashlib.blake2b(repr(load_terms()).encode(), digest_size=12)
    for path in sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read_json(folder: Path | None, name: str) -> dict[str, Any]:
    """What the site before kept; nothing where it kept none, or none that can be read: then all is made."""
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8")) if folder else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
