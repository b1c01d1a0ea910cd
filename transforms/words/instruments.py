"""Named agreements, exercises, programmes and mechanisms in a text.

A series with a common word for a name ("Breeze", "Arrow") counts only beside a word such as "exercise"; an exercise
that no register knows counts where the text itself calls it one ("Exercise Steel Fist").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.registers import Instrument, load_instruments
from transforms.words.phrases import Phrase, Trie, split_words


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """An instrument at `text[start:end]`; `name` is the register's, or the text's where the register has none."""

    start: int
    end: int
    name: str
    kind: str
    parties: tuple[str, ...]
    is_generic: bool
    domains: tuple[str, ...] = ()
    is_series: bool = False


_EXERCISE = re.compile(
    r"\b(?:exercis\w*|drills?|manoeuv\w+|maneuv\w+|war ?games?|training|simulation)\b", re.IGNORECASE
)
_JOINED = re.compile(
    r"\b(?:(?:tak(?:e|es|ing|en)|took) part in|participat\w+ in|editions? of|\d+(?:st|nd|rd|th)) (?:the )?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[ \u00a0’'‘-](?:20)?[0-3]\d(?:-\d)?(?![\w%.,]\d|[%\w])")
_SUPPORT = re.compile(
    r"(?:[’']s)?[ \u00a0](?:programmes?|programs?|instrument|loans?|funds?|regulation|scheme|agreements?|"
    r"initiative|facility|mechanism|pact|treaty|talks)\b",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'/-]+(?: (?:[A-Z][\w’'/-]+|\d{2,4})){0,3}"
_UNKNOWN = (
    re.compile(rf"\b(?:[Ee]xercise|[Dd]rill|EXERCISE) (?:[“\"‘'])?(?P<name>{_NAME})"),
    re.compile(
        r"\b(?:exercises?|drills?|manoeuvres|maneuvers)(?:,? (?:called|named|dubbed|codenamed|code-named|"
        r"known as))?,? [“\"‘](?P<name>[A-Z][^”\"’\n]{2,40})[”\"’]"
    ),
    re.compile(r"[“\"‘](?P<name>[A-Z][^”\"’\n]{2,40})[”\"’],? (?:(?:joint|military|naval|air|field|trilateral|"
               r"bilateral|multinational|annual) )*(?:exercises?|drills?)\b"),
)  # fmt: skip
_COMMON_ACRONYMS = frozenset(
    {
        "SAFE",
        "ASAP",
        "ISA",
        "MCA",
        "SMA",
        "OSA",
        "EDF",
        "SCAF",
        "DCA",
        "CAP",
        "TRUST",
        "MILAN",
        "AMAN",
        "GPI",
        "MMF",
        "NCG",
        "EPF",
        "MDT",
    }
)
_NOT_A_NAME = frozenset(
    "The A An In On At Of Ministry Department Control Command Commander Area Group Director Directors Planning "
    "Coordinator Lead Scenario Participants Programme Program Series And Or Is Was Will With For".split()
)
_LONGER_NAME = re.compile(r"[ \u00a0](?!Exercise|Drill|Naval|Joint|Military|Air|Maritime|War)[A-Z][a-z]")
_DESIGNATION = re.compile(r"\b[A-Z]{1,3}-\d+[A-Z]* $")
"""Before the name of an aircraft: "the MH-53 Sea Dragon" is no exercise."""
_WINDOW = 70


def find_instruments(text: str) -> list[InstrumentMention]:
    """Mentions in order, without overlap."""
    phrases = list(_load_trie().find(text, split_words(text)))
    spelled = {phrase.payload.name for phrase in phrases if not phrase.written.isupper()}
    known = [_make_mention(text, phrase) for phrase in phrases if _is_meant(text, phrase, spelled)]
    return sorted([*known, *_find_unknown(text, known)], key=lambda mention: mention.start)


@cache
def _load_trie() -> Trie[Instrument]:
    return Trie((name, found) for found in load_instruments() for name in (found.name, *found.aliases))


def _is_meant(text: str, phrase: Phrase[Instrument], spelled: set[str]) -> bool:
    if phrase.written in _COMMON_ACRONYMS:
        return (
            phrase.payload.name in spelled or bool(_SUPPORT.match(text, phrase.end)) or _is_near_exercise(text, phrase)
        )
    if phrase.payload.is_series and _DESIGNATION.search(text[max(0, phrase.start - 12) : phrase.start]):
        return False
    is_word = phrase.payload.is_series and phrase.written.isalpha() and not phrase.written.isupper()
    return not is_word or (_is_near_exercise(text, phrase) and not _LONGER_NAME.match(text, phrase.end))


def _is_near_exercise(text: str, phrase: Phrase[Instrument]) -> bool:
    if not phrase.payload.is_series:
        return False
    window = text[max(0, phrase.start - _WINDOW) : phrase.end + _WINDOW]
    is_joined = bool(_JOINED.search(text[max(0, phrase.start - _WINDOW) : phrase.start]))
    return is_joined or bool(_EXERCISE.search(window) or _NUMBERED.match(text, phrase.end))


def _make_mention(text: str, phrase: Phrase[Instrument]) -> InstrumentMention:
    found = phrase.payload
    numbered = _NUMBERED.match(text, phrase.end) if found.is_series else None
    end = numbered.end() if numbered else phrase.end
    return InstrumentMention(
        phrase.start, end, found.name, found.kind, found.parties, found.is_generic, found.domains, found.is_series
    )


def _find_unknown(text: str, known: list[InstrumentMention]) -> Iterator[InstrumentMention]:
    taken = [(mention.start, mention.end) for mention in known]
    for pattern in _UNKNOWN:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            name = match.group("name").rstrip("'’”\"")
            is_free = all(end <= left or right <= start for left, right in taken)
            if is_free and name.split()[0] not in _NOT_A_NAME:
                taken.append((start, end))
                yield InstrumentMention(start, end, name, "joint_training", (), True, (), True)
