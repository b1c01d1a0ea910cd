"""What readers hand to transforms: a text or a figure as published, or a problem, before any of it is trusted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a page or a numbered paragraph begins: which it is, its number as written, the offset into the text."""

    kind: str
    number: str
    start: int


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One text as published. `location` says where in the fetched item it stands; dates are as written.

    `notices` are what it says of its own corrections and updates, `anchors` where its pages begin in the text;
    `publisher` who published it, where that is not its source.
    """

    location: str
    title: str | None
    text: str
    published: str | None
    url: str | None = None
    language: str | None = None
    guid: str | None = None
    author: str | None = None
    modified: str | None = None
    notices: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class RawFigure:
    """One figure of a table of statistics, values as written.

    `mark` says how the publisher marks it otherwise than in the value or the year, such as by a colour: `estimate`,
    `uncertain`, or nothing. `note` is what a footnote says of it.
    """

    location: str
    country_code: str
    year: str
    value: str
    series: str
    vintage: str
    mark: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an item or an entry of it could not be read, where it stands, and what to do."""

    location: str
    rule: str
    reason: str
    remedy: str
    original: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader found in one item: texts, figures, problems."""

    records: tuple[RawRecord, ...] = ()
    figures: tuple[RawFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
