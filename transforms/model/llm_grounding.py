"""Whether the text bears out what a model says of it. Whatever is not found there refuses the record.

Words are looked up with typography and line breaks folded; the offsets are those of the text. Actors must be named by
the words that are said to name them, or be who these words point to ("we", "the two sides"), by our own registers.
Amounts and dates are read from their words by the grammars that the rules use.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from schemas.fiscal_years import load_fiscal_rules
from transforms.english.attribution import Voice
from transforms.english.scene import Scene
from transforms.english.slots import pick_domains
from transforms.english.times import Times
from transforms.model.llm_prompt import Chunk
from transforms.model.llm_schema import COPIED, POINTED
from transforms.records import Record
from transforms.words.dates import DateMention, find_dates
from transforms.words.instruments import InstrumentMention, find_instruments
from transforms.words.quantities import find_quantities
from transforms.words.quantity_mention import QuantityMention
from transforms.words.spans import Item
from transforms.words.typography import fold_typography

LONGEST = 600
"""Characters; who needs more words to prove a record has not found what proves it."""
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_EDGE = r"(?:(?<!\w)|(?!\w))"
"""Anywhere but within a word."""
_POINTING_WORDS = 6
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|preceding|system|your)\b"
    r"[^.\n]{0,20}\b(?:instructions?|prompts?|rules)\b|"
    r"(?:^|[\n\"*#>])\s*(?:system|assistant|user)\s*:|\"(?:kind|parties|standing)\"\s*:|"
    r"\byou are (?:an? )?(?:helpful )?(?:AI|language model|assistant)\b",
    re.IGNORECASE,
)
"""How a text speaks to a model and not to its readers."""

Span = tuple[int, int]


class Ungrounded(ValueError):
    """The text does not bear out a field of a record."""

    def __init__(self, name: str, words: str, why: str) -> None:
        super().__init__(f"{name} {words[:120]!r} {why}")


@dataclass(frozen=True)
class Ground:
    """A document as records are checked against it."""

    scene: Scene

    @cached_property
    def folded(self) -> str:
        """The text with plain typography, character for character."""
        return fold_typography(self.scene.text).translate(_QUOTES)

    @cached_property
    def quantities(self) -> list[QuantityMention]:
        """All quantities of the text."""
        return find_quantities(self.scene.text)

    @cached_property
    def instruments(self) -> list[InstrumentMention]:
        """All named agreements, exercises and programmes of the text."""
        return find_instruments(self.scene.text)

    def find(self, name: str, words: str, places: Sequence[Span]) -> Span:
        """Where words stand, in the first of some places that has them. Raises `Ungrounded`."""
        if len(words) > LONGEST:
            raise Ungrounded(name, words, f"is longer than {LONGEST} characters")
        parts = fold_typography(words).translate(_QUOTES).split()
        if parts:
            pattern = re.compile(_EDGE + r"\s+".join(map(re.escape, parts)) + _EDGE)
            for start, end in places:
                if match := pattern.search(self.folded, start, end):
                    return match.span()
        raise Ungrounded(name, words, "does not stand there in the text")

    def find_home(self, evidence: Span) -> list[Span]:
        """Where the particulars of a record may stand: the evidence, its sentences, the lead-in of its list."""
        sentences = self.scene.sentences
        first, last = (self.scene.number_at(position) for position in (evidence[0], evidence[1] - 1))
        leads = {lead for number in range(first, last + 1) if (lead := sentences[number].lead) is not None}
        around = [(sentences[number].start, sentences[number].end) for number in sorted(leads)]
        return [evidence, (sentences[first].start, sentences[last].end), *around]


def ground_record(told: Mapping[str, Any], ground: Ground, chunk: Chunk) -> Record:
    """The record that a model tells of, as far as the text says it. Raises `Ungrounded` that names the field."""
    scene = ground.scene
    evidence = _find_evidence(told, ground, chunk)
    home = ground.find_home(evidence)
    spans = {name: ground.find(name, told[name], home) for name in _HOMELY if told[name] is not None}
    speaker = _find_speaker(told, ground, chunk)
    quoted = tuple(mention.actor_id for mention in _list_overlapping(scene.mentions, speaker))
    sides = {name: _ground_actors(name, told[name], ground, home, quoted) for name in ("parties", "counterparts")}
    parties, counterparts = (tuple(sorted(sides[name])) for name in ("parties", "counterparts"))
    _check_sides(parties, counterparts)
    instrument = _overlapping(ground.instruments, spans.get("instrument"))
    words = scene.text[slice(*evidence)]
    is_named = all(named for side in sides.values() for named in side.values())
    is_said = evidence[0] <= spans["standing_words"][0] < evidence[1]
    return Record(
        kind=told["kind"],
        parties=parties,
        counterparts=counterparts,
        standing=told["standing"],
        quantity=_read_quantity(told, ground, spans.get("quantity_words")),
        times=_read_times(ground, spans, parties),
        domains=tuple(pick_domains(words, instrument.domains if instrument else ())),
        instrument=instrument.name if instrument else _cut(scene, spans.get("instrument")),
        place=_cut(scene, spans.get("place")),
        start=evidence[0],
        end=evidence[1],
        voice=Voice(told["voice"], _cut(scene, speaker)),
        act=told["act"],
        condition=_cut(scene, spans.get("condition")),
        tier="explicit" if is_named and is_said else "inferred" if is_named or is_said else "weak",
        rule_id=f"llm.{told['kind']}",
    )


_HOMELY = [name for name in (*(name for name, _ in POINTED.values()), *COPIED) if name not in ("evidence", "speaker")]
"""Fields whose words stand in the sentences of the evidence."""


def _find_evidence(told: Mapping[str, Any], ground: Ground, chunk: Chunk) -> Span:
    span = ground.find("evidence", told["evidence"], [(chunk.start, chunk.end)])
    if _ORDER.search(ground.folded[slice(*ground.find_home(span)[1])]):
        raise Ungrounded("evidence", told["evidence"], "stands in a sentence that gives orders to a model")
    return span


def _find_speaker(told: Mapping[str, Any], ground: Ground, chunk: Chunk) -> Span | None:
    """A speaker may have been named anywhere before his words."""
    return ground.find("speaker", told["speaker"], [(chunk.start, chunk.end)]) if told["speaker"] else None


def _ground_actors(
    name: str, told: Sequence[Mapping[str, str]], ground: Ground, home: list[Span], quoted: tuple[str, ...]
) -> dict[str, bool]:
    """Each actor of a side, and whether he is named there or only pointed to; `quoted` are those of the speaker."""
    found: dict[str, bool] = {}
    for actor in told:
        span = ground.find(name, actor["words"], home)
        named = {mention.actor_id for mention in _list_overlapping(ground.scene.mentions, span)}
        is_meant = actor["actor"] in named or (not named and actor["actor"] in _resolve(ground.scene, span, quoted))
        if not is_meant:
            raise Ungrounded(name, actor["words"], f"does not name {actor['actor']}")
        found[actor["actor"]] = actor["actor"] in named or found.get(actor["actor"], False)
    return found


def _resolve(scene: Scene, span: Span, quoted: tuple[str, ...]) -> set[str]:
    """Whom words without a name point to, by what the document has said so far and who stands behind it."""
    words = scene.text[slice(*span)]
    if len(words.split()) > _POINTING_WORDS:
        return set()
    number = scene.number_at(span[0])
    pointed = set(scene.resolve(words, number, quoted))
    return pointed | set(scene.find_home(number)) if pointed else pointed


def _check_sides(parties: tuple[str, ...], counterparts: tuple[str, ...]) -> None:
    if not parties:
        raise Ungrounded("parties", "", "names nobody who is bound")
    if both := sorted({*parties} & {*counterparts}):
        raise Ungrounded("counterparts", ", ".join(both), "stands on both sides")


def _read_quantity(told: Mapping[str, Any], ground: Ground, span: Span | None) -> QuantityMention | None:
    """The quantity that our grammar reads in the words; none where it reads none there ("dozens")."""
    is_share = told["kind"] == "budget_share"
    fitting = [m for m in ground.quantities if not is_share or m.unit == "percent_of_gdp"]
    quantity = _overlapping(fitting, span)
    if is_share and quantity is None:
        raise Ungrounded("quantity_words", told["quantity_words"] or "", "is no share of GDP")
    return quantity


def _read_times(ground: Ground, spans: Mapping[str, Span], parties: tuple[str, ...]) -> Times:
    country = next((name for name in parties if name in load_fiscal_rules()), None)
    read = (_read_date(ground.scene, spans.get(f"{name}_words"), country) for name in ("announced", "due", "effective"))
    return Times(*read)


def _read_date(scene: Scene, span: Span | None, country: str | None) -> DateMention | None:
    """The date that our grammar reads in the words, with the fiscal years of a country; none where it reads none."""
    if span is None:
        return None
    sentence = scene.sentences[scene.number_at(span[0])]
    found = find_dates(scene.text[sentence.start : sentence.end], scene.published_on, country)
    shift = sentence.start
    return _overlapping([replace(m, start=m.start + shift, end=m.end + shift) for m in found], span)


def _list_overlapping(mentions: Sequence[Item], span: Span | None) -> list[Item]:
    return [m for m in mentions if m.start < span[1] and span[0] < m.end] if span else []


def _overlapping(mentions: Sequence[Item], span: Span | None) -> Item | None:
    """The mention that shares most characters with a span."""
    start, end = span or (0, 0)
    shared = _list_overlapping(mentions, span)
    return max(shared, key=lambda m: min(m.end, end) - max(m.start, start), default=None)


def _cut(scene: Scene, span: Span | None) -> str | None:
    return scene.text[slice(*span)] if span else None
