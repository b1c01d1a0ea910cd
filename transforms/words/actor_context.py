"""When a word that could stand for an actor does not: places, currencies, persons, companies, languages, newspapers.

Every rule reads a few characters before or after the word.
"""

import re
from bisect import bisect_right
from functools import lru_cache

from transforms.words.phrases import Phrase

_NOT_ACTOR_AFTER = re.compile(
    r"\$|[-‐‑](?:made|built|designed|produced|manufactured|born|based|style|language|speaking|origin|flagged|"
    r"owned|occupied|controlled|held|supplied|era)\b|"
    r"[ \u00a0](?:Sea|Straits?|Canal|Gulf|Ocean|Peninsula|peninsula|Channel|Basin|Delta|Trench)\b|"
    r"(?:[ \u00a0][A-Z][\w&-]+){0,2}[ \u00a0](?:Air ?[Ll]ines?|Airways|Aerospace|Shipbuilding|Electric|Electronics|"
    r"Semiconductor|Motors?|Steel|Telecom|Petroleum|Insurance|Railways?|Industries|Corporation|Corp|Inc|Ltd|Limited|"
    r"plc|PLC|Holdings|Bank)\b|"
    r"[ \u00a0](?:language|cuisine|food|restaurants?|cooking|dishes|wines?|cheeses?|films?|movies?|novels?|football|"
    r"footballers?|actors?|actress|singers?|tourists?|carmakers?|automakers?)\b|"
    r"[ \u00a0](?:dollars?|yen|won(?![’'’]t)|yuan|pounds?|kron(?:a|e|or|er)|francs?|rupees?|lira|zlotys?|pesos?|"
    r"rubles?|roubles?)\b|"
    r"(?:[-–—/][A-Z]\w+)?[ \u00a0](?:[Ww]ar\b(?![ -](?:games?|gam|planes?|ships?|effort|plans?|chest|figh|"
    r"time))|conflict\b|crisis\b)|"
    r"(?:[’']s)?(?:[ \u00a0](?:[A-Z][\w&-]+|for|of|and|on)){0,5}[ \u00a0](?:Institute|Institution|University|"
    r"Foundation|School|College|Think Tank|Times|Post|Herald|Gazette|Tribune|Daily)\b"
)
_NOT_ACTOR_BEFORE = re.compile(
    r"(?:\b(?:Sea|Gulf|Straits?|Bay|Isthmus|Bank|University|Battle|State|College|Times|Voice|Voices|"
    r"Institute) of (?:the )?|"
    r"[A-Z]\w* (?:University|Institute) (?:of|in) |\bMiss )$"
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|outside|around|inside|into|across|through|throughout|via|visit|visits|visited|visiting|"
    r"left|leave|leaving|reach|reached|within|over|downtown|central|"
    r"leaves|nearby|beyond|capital,?|capital of|(?:mayor|city|suburbs?|outskirts|streets?|north|south|east|west|"
    r"people|residents|treaty|battle|siege|bishop) of|"
    r"(?:Treaty|Declaration|Battle|Port|Fort|Camp) of|host|hosted by the city of|hometown of)(?: the)?) $",
    re.IGNORECASE,
)
_SEAT_BEFORE = re.compile(
    r"\b(?:governments?|authorities|rulers|leaders|leadership|ministry|ministries|cabinet) in $", re.IGNORECASE
)
"""Before a capital: the government that sits there."""
_DIRECTION_BEFORE = re.compile(r"\b(?:to|from|toward|towards|for) $", re.IGNORECASE)
_DEALINGS = re.compile(
    r"\b(?:aid|assist\w*|support\w*|weapon\w*|missiles?|arms|suppl\w+|ammunition|shells|deliver\w*|provid\w+|"
    r"sell\w*|sold|sales?|transfer\w*|export\w*|message|warn\w*|"
    r"threat\w*|pressure|request\w*|commit\w*|guarantee\w*|help\w*|pledg\w+|promis\w+|backing|approval|donat\w+|"
    r"gave|give\w*|loan\w*|response|signals?|demand\w*|"
    r"protest\w*|concessions?|invitation|respon\w+|propos\w+|handed|important|offer\w*|permission|assurances?|"
    r"reassurance|tanks?|jets?|drones?|systems?|funds?|funding|package|intelligence|secrets)\b"
    r"[^.;:\n]*$",
    re.IGNORECASE,
)
_EVENT_AFTER = re.compile(
    r"(?:[’']s)?[ \u00a0](?:(?:NATO|G7|EU|G20|AUKUS|Quad|ASEAN|peace|security|Peace|Security|"
    r"Leaders[’']?)[ ])?(?:[Ss]ummit|[Tt]reaty|Declaration|Communiqu[eé]|Accords?|[Aa]greements?|Conference|Forum|"
    r"Process|Memorandum|Protocols?|Convention|Consensus|Pact|[Aa]irport|Bay|Street|Tower|Palace|Time|time|"
    r"Guidelines|Format|format|Group|Olympics|Principles|Statement|Initiative)\b"
)
_DATELINE = re.compile(
    r"(?:,? [A-Z][A-Z ,.]*)?(?:, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+))?[ ]?(?:\([A-Z][\w/. ]+\)|—|–|--| - |/)"
    r"|, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?:? [“\"A-Z]"
)
PERSONAL_NAMES = frozenset({"Jordan", "Georgia", "Chad", "Holland", "Finn", "Dane", "Brit"})
_SERVICE_WORDS = frozenset(
    "Armed Army Air Navy Naval King Queen Crown Prince President Prime Foreign Defence Defense Ministry Minister "
    "Special Royal Government Parliament Border National Hashemite Coast Security Interior Summit Strategic Joint "
    "Embassy Ambassador Deputy Chief General Supreme State Secretary Command".split()
)
_FUNCTION_WORDS = frozenset(
    "In On At From With And But For To By As Of The A An While When Since After Before Although Though If Unlike "
    "Like Both Either Between Under Against Via Over Through Is Are Was Will Would That This Its Their Then Meanwhile "
    "Also Not Why How What Where Did Does Has Have Us Today Yesterday Tomorrow However Now Later Earlier Once Still "
    "Thus Nor Or So Yet Neighbouring Neighboring Allied Even Only Because Should Could Can May Might Must "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
    "September October November December".split()
)
_LAST_WORD = re.compile(r"([^\W\d_][\w’'.-]*)[ \u00a0]$")
_PERSONAL_NAME = re.compile(rf"\b(?:{'|'.join(sorted(PERSONAL_NAMES))})\b")
_ABBREVIATED = frozenset("Mr. Mrs. Ms. Dr. Gen. Sen. Rep. Gov. Lt. Col. Maj. Capt. Adm. Sgt. Prof. St. Sir.".split())
_NEXT_WORD = re.compile(r"[ \u00a0]([A-Z][\w’'-]*)")
_LANGUAGE_BEFORE = re.compile(
    r"\b(?:in|into|both|speaks?|spoke|spoken|speaking|translated|English and|English or|English,) (?:fluent )?$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.,;:)\n”\"]|$|[ \u00a0](?:and in|or in|on|at|by|with|as|to|that|when|while|where)\b")
_LANGUAGES = frozenset(
    "Afghan Albanian Bulgarian Burmese Chinese Croatian Czech Danish Dutch Estonian Finnish French Georgian German "
    "Greek Hungarian Icelandic Indonesian Italian Japanese Korean Kyrgyz Lao Latvian Lithuanian Macedonian Maltese "
    "Mongolian Nepali Norwegian Polish Portuguese Romanian Russian Serbian Slovak Slovenian Somali Spanish Swedish "
    "Tajik Thai Turkish Turkmen Ukrainian Uzbek Vietnamese".split()
)
_US_STATE = re.compile(
    r"\b(?:Atlanta|Athens|Savannah|Augusta|Marietta|Warner Robins|Kings Bay|Fort [A-Z]\w+|"
    r"Columbus), $|\b(?:state of|R-|D-|Rep\.|Sen\.|Gov\.)[ ]?$"
)
_US_CUES = re.compile(
    r"\b(?:Atlanta|Savannah|Alabama|Florida|South Carolina|Tennessee|Carolinas|Marietta|Senate race|swing states?)\b"
)
_GEORGIA_CUES = re.compile(
    r"\b(?:Tbilisi|Georgian|South Ossetia|Abkhazia|Caucasus|Kobakhidze|Zourabichvili|Moldova|Ukraine|Armenia|"
    r"Azerbaijan)\b"
)
_AMBIGUOUS_IN_CAPS = frozenset({"US", "PLAN", "JS", "INS", "CAP", "SAF", "AES", "AU", "IS", "MEA", "HUR", "RAN"})
_LONGEST_HEADLINE = 250
_SENTENCE_END = re.compile(r"[a-z0-9)][.;:][”’\"')]*\s*$")
_HOUSE_BEFORE = re.compile(r"\b(?:in|at|outside|inside|near|around|visit(?:s|ed|ing)?) (?:the )?$", re.IGNORECASE)
_BEFORE_PRONOUN = re.compile(r"\b(?:TO|OF|FOR|WITH|LET|GIVE|TELL|ABOUT|BEHIND|JOIN|ALL|TELLS|SHOW) $")


def names_no_actor(text: str, phrase: Phrase[object]) -> bool:
    """Whether a name, demonym or capital is part of something else: a sea, a currency, an institute, a product."""
    before = text[max(0, phrase.start - 30) : phrase.start]
    return bool(_NOT_ACTOR_AFTER.match(text, phrase.end) or _NOT_ACTOR_BEFORE.search(before))


def is_language(text: str, phrase: Phrase[object]) -> bool:
    """Whether a demonym is the name of a language: "in French", "speaks Chinese"."""
    if phrase.written not in _LANGUAGES or not _CLAUSE_END.match(text, phrase.end):
        return False
    return bool(_LANGUAGE_BEFORE.search(text[max(0, phrase.start - 24) : phrase.start]))


def is_person_or_us_state(
    text: str, phrase: Phrase[object], is_headline: bool, starts: frozenset[int], is_backed: bool
) -> bool:
    """Whether "Jordan", "Georgia", "Chad" is a person or the American state here.

    `starts`: where other phrases begin; `is_backed`: the text names the state by other words too.
    """
    if phrase.written not in PERSONAL_NAMES:
        return False
    if phrase.written == "Georgia" and _is_us_georgia(text, phrase):
        return True
    if is_headline:
        return False
    if follows_given_name(text, phrase.start) or _precedes_surname(text, phrase.end, starts):
        return True
    return not is_backed and phrase.written in _list_persons(text)


@lru_cache(maxsize=4)
def _list_persons(text: str) -> frozenset[str]:
    """The names of `PERSONAL_NAMES` that the text gives to a person somewhere: "Michael Jordan"."""
    found = (match for match in _PERSONAL_NAME.finditer(text) if follows_given_name(text, match.start()))
    return frozenset(match.group() for match in found)


def _is_us_georgia(text: str, phrase: Phrase[object]) -> bool:
    if _US_STATE.search(text[max(0, phrase.start - 30) : phrase.start]):
        return True
    return _speaks_of_us_georgia(text)


@lru_cache(maxsize=4)
def _speaks_of_us_georgia(text: str) -> bool:
    return bool(_US_CUES.search(text)) and not _GEORGIA_CUES.search(text)


def follows_given_name(text: str, start: int) -> bool:
    """Whether the word before could be a person's given name or initial: "Michael", "J.", "Mr."."""
    match = _LAST_WORD.search(text[max(0, start - 30) : start])
    if not match or not match.group(1)[0].isupper():
        return False
    word = match.group(1)
    if word.endswith("."):  # "Mr. Jordan" and "J. Jordan", not "in Amman. Jordan"
        return len(word) == 2 or word in _ABBREVIATED
    is_plain = not word.isupper() and not word.endswith(("’s", "'s", "s’", "s'"))
    return is_plain and word not in _FUNCTION_WORDS and word not in _SERVICE_WORDS


def is_other_person(text: str, start: int, surname: str) -> bool:
    """Whether a bare surname is a month ("in May") or the end of another person's name ("Jill Biden")."""
    return surname == "May" or follows_given_name(text, start)


def _precedes_surname(text: str, end: int, starts: frozenset[int]) -> bool:
    match = _NEXT_WORD.match(text, end)
    if not match or match.start(1) in starts or (match.group(1).isupper() and len(match.group(1)) > 1):
        return False
    return match.group(1) not in _SERVICE_WORDS and match.group(1) not in _FUNCTION_WORDS


def is_pronoun_in_capitals(text: str, phrase: Phrase[object], is_shouted: bool) -> bool:
    """Whether an acronym that is also a word stands in a line of capitals as that word ("TELL US")."""
    if not is_shouted or phrase.written not in _AMBIGUOUS_IN_CAPS:
        return False
    if phrase.written != "US":
        return True
    return bool(_BEFORE_PRONOUN.search(text[max(0, phrase.start - 10) : phrase.start]))


def is_place(text: str, phrase: Phrase[object], is_headline: bool, starts: frozenset[int]) -> bool:
    """Whether a capital is the city and not the government that sits in it."""
    before = text[max(0, phrase.start - 60) : phrase.start]
    if (_PLACE_BEFORE.search(before) and not _SEAT_BEFORE.search(before)) or _EVENT_AFTER.match(text, phrase.end):
        return True
    if _DIRECTION_BEFORE.search(before) and not _DEALINGS.search(before.rsplit(".", 1)[-1]):
        return True
    if _is_dateline(text, phrase):
        return True
    return not is_headline and (follows_given_name(text, phrase.start) or begins_longer_name(text, phrase.end, starts))


def is_building(text: str, phrase: Phrase[object]) -> bool:
    """Whether a seat of government is the house itself: "at the White House"."""
    return bool(_HOUSE_BEFORE.search(text[max(0, phrase.start - 20) : phrase.start]))


def _is_dateline(text: str, phrase: Phrase[object]) -> bool:
    is_first = phrase.start == 0 or text[phrase.start - 1] == "\n"
    return is_first and bool(_DATELINE.match(text, phrase.end))


def begins_longer_name(text: str, end: int, starts: frozenset[int]) -> bool:
    """Whether a capitalised word that is no phrase of its own follows: "Paris Hilton", "Lee Myung-bak"."""
    match = _NEXT_WORD.match(text, end)
    if not match or match.start(1) in starts:
        return False
    return match.group(1) not in _SERVICE_WORDS and match.group(1) not in _FUNCTION_WORDS


class LineStyles:
    """The style of each line of a text, read once: a headline in title case or not, all capitals or not."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._known: dict[int, tuple[bool, bool]] = {}

    def read(self, position: int) -> tuple[bool, bool]:
        """Whether the line at this position is a headline, and whether it is all capitals."""
        number = bisect_right(self._starts, position) - 1
        if number not in self._known:
            end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
            self._known[number] = _style_of(self._text[self._starts[number] : end])
        return self._known[number]


def _style_of(line: str) -> tuple[bool, bool]:
    if len(line) > _LONGEST_HEADLINE:
        return False, False
    words = [word for word in re.findall(r"[^\W\d_]{4,}", line) if not word.isupper()]
    letters = [letter for letter in line if letter.isalpha()]
    is_shouted = len(letters) > 6 and all(letter.isupper() for letter in letters)
    is_sentence = bool(_SENTENCE_END.search(line))
    is_title = not is_sentence and len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)
    return is_title or is_shouted, is_shouted
