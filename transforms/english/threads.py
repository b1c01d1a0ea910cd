"""What a document says of one thing in several places: an exercise told on in the sentences behind it, and repeats.

"X and Y will hold an exercise. Soldiers of Z take part in the drills" is one record of three parties, and an agreement
that the text names twice is one record too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.country_names import is_state
from schemas.registers import members_on
from transforms.english.scene import Scene
from transforms.records import Record
from transforms.rule_book import load_pattern
from transforms.words.actor_lists import ActorList
from transforms.words.actors import ActorMention
from transforms.words.dates import DateMention

_REACH = 5
"""How many sentences behind an exercise may still tell of it without saying its name."""
_EXERCISE = r"(?:exercises?|drills?|manoeuvres|maneuvers|war ?games?|training)"
_SAME = re.compile(
    rf"\b(?:the|this|these|those|both|its|their)(?: (?!(?:first|last|previous|past|earlier|similar|other|another|next|"
    rf"coming)\b)[\w’'-]+){{0,4}} {_EXERCISE}\b(?! (?:program|cent|ground|area|range|mission|of))",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"The (?:joint |annual |multinational |naval |military )*{_EXERCISE}\b", re.IGNORECASE)
"""What a sentence begins with that tells on of the exercise before it, whomever it names."""
_TAKING_PART = re.compile(
    r"\b(?:participa(?:te|tes|ted|ting|nts?|tion)|tak(?:e|es|ing|en) part|took part|join(?:s|ed|ing)?|"
    r"involv(?:e|es|ed|ing)|"
    r"includ(?:e|es|ed|ing)|featur(?:e|es|ed|ing)|bring(?:s|ing)? together|train soldiers from|host(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"\b(?:takes? place|(?:is|are) (?:held|staged|run)|comes? round)\b[^.;]*\b(?:every|each|annually|yearly|once)\b|"
    r"\b(?:it|this) (?:was|is) the (?:\d+(?:st|nd|rd|th)|[a-z]+) (?:edition of |round of |iteration of )?(?-i:[A-Z])",
    re.IGNORECASE,
)
"""Says of a name only what it is the name of: "Sea Breeze takes place every year"."""
_RUNS = re.compile(
    r"(?:(?:which|that) )?(?:(?:will|is to|is set to|is due to|also|is) )*"
    r"(?:lasts?|runs?|run|continues?|goes on|ends?|begins?|starts?|involves?|includes?|brings?|features?|takes? place|"
    r"scheduled|expected)\b",
    re.IGNORECASE,
)
_NOT_PART = re.compile(r"\bobserv(?:e|es|ers?)\b", re.IGNORECASE)
_INSIDE = ("", "from", "of", "including", "with", "between", "among", "involving", "by", "alongside", "together with")
_LIVE = ("planned", "agreed", "under_way", "completed")
_FOLDED = ("joint_training", "access_and_status", "mutual_defence")
_PREPOSITION = load_pattern("preposition")


def join_threads(records: Sequence[Record], scene: Scene) -> list[Record]:
    """The records, an exercise that is told on and a statement that is repeated once each; the first place counts."""
    kept: list[Record] = []
    for record in records:
        place = _find_first(record, kept, scene)
        if place is None:
            kept.append(record)
        else:
            kept[place] = _absorb(kept[place], record, scene)
    return [_tell_on(record, kept, scene) if record.kind == "joint_training" else record for record in kept]


def _find_first(record: Record, kept: Sequence[Record], scene: Scene) -> int | None:
    """Where the record that this one repeats or tells on stands among those before it, the nearest first."""
    for place in range(len(kept) - 1, -1, -1):
        other = kept[place]
        if other.kind == record.kind and (_repeats(record, other) or _tells_on(record, other, scene)):
            return place
    return None


def _repeats(record: Record, other: Record) -> bool:
    if record.standing != other.standing or not _agree(record, other):
        return False
    same = (record.parties, record.counterparts) == (other.parties, other.counterparts)
    if record.kind == "force_deployment":
        has_same_count = bool(record.quantity and other.quantity)
        if record.standing == "denied":
            return same or record.actors < other.actors
        return same and (bool(record.counterparts) or has_same_count)
    return record.kind in _FOLDED and (same or record.actors < other.actors)


def _tells_on(record: Record, other: Record, scene: Scene) -> bool:
    """Whether an exercise is the one that the text has named before: by its name, or as "the drills"."""
    if record.kind != "joint_training" or record.standing not in _LIVE or other.standing not in _LIVE:
        return False
    if _is_named_next(record, other, scene):
        return True
    if not _agree(record, other, has_order=True):
        return False
    if record.instrument and record.instrument == other.instrument:
        return _shares(record, other, scene)
    distance = scene.number_at(record.start) - scene.number_at(other.start)
    is_close = 0 < distance <= _REACH
    if is_close and _is_borrowed(record, scene) and _SAME.search(_sentence(record, scene)):
        return True
    sentence = _sentence(record, scene)
    is_name = other.instrument is None and record.instrument and _NAMED_AFTER.search(sentence)
    if is_close and _OPENS.match(sentence) and _TAKING_PART.search(sentence):
        return True
    return is_close and bool(is_name or _SAME.search(sentence)) and _shares(record, other, scene)


def _is_named_next(record: Record, other: Record, scene: Scene) -> bool:
    """Whether the next sentence begins with the name of an exercise that was told of without one, and goes on on it."""
    is_next = scene.number_at(record.start) - scene.number_at(other.start) == 1 and other.instrument is None
    if not is_next or not _is_subject(record, _sentence(record, scene)):
        return False
    begins, ends = other.times.due or other.times.effective, record.times.due or record.times.effective
    is_over = begins is not None and ends is not None and ends.end_on < begins.start_on
    return not is_over and bool(record.actors & other.actors)


def _is_subject(record: Record, sentence: str) -> bool:
    """ "Peru will hold its largest drill. Southern Star 2024 lasts until May": a name that opens the next sentence."""
    if record.instrument is None:
        return False
    opening = re.compile(rf"(?:The |Exercise )*{re.escape(record.instrument)}(?: \d{{2,4}})?,? ", re.IGNORECASE)
    found = opening.match(sentence)
    return found is not None and _RUNS.match(sentence, found.end()) is not None


def _shares(record: Record, other: Record, scene: Scene) -> bool:
    """Whether two tell of some of the same actors, or one of an organisation and the other of its members."""
    one, two = record.actors, other.actors
    return bool(one & two) or bool(_spell_out(one, two, scene) or _spell_out(two, one, scene))


_FEW = 3
"""Members that a text names, from which on they stand for their organisation."""


def _spell_out(sum_of: frozenset[str], named: frozenset[str], scene: Scene) -> set[str]:
    """Of some organisations those of which the others named are members."""
    day = scene.published_on
    return {name for name in sum_of if len(named) >= _FEW and named <= members_on(name, day)}


def _agree(record: Record, other: Record, has_order: bool = False) -> bool:
    """Whether nothing that both say differs: count, name and time."""
    if record.instrument and other.instrument and record.instrument != other.instrument:
        return False
    if record.quantity and other.quantity and record.quantity.value != other.quantity.value and not has_order:
        return False
    one, two = record.times.due or record.times.effective, other.times.due or other.times.effective
    return one is None or two is None or _is_one_time(one, two)


def _is_one_time(one: DateMention, two: DateMention) -> bool:
    gap = max((one.start_on - two.end_on).days, (two.start_on - one.end_on).days)
    return gap <= 31


def _is_borrowed(record: Record, scene: Scene) -> bool:
    """ "Some 900 soldiers take part in the exercise": whose they are the sentence does not say."""
    return not scene.by_sentence.get(scene.number_at(record.start))


def _absorb(first: Record, later: Record, scene: Scene) -> Record:
    """The first record with what the later one knows more."""
    takes_part = later.kind == "joint_training" and _TAKING_PART.search(_sentence(later, scene))
    one, two = first.times.due, later.times.due
    joins = bool(takes_part) and not _is_borrowed(later, scene)
    parties = {*first.parties, *(later.parties if joins else ())} - set(first.counterparts)
    return replace(
        first,
        parties=tuple(sorted(parties)),
        quantity=first.quantity or later.quantity,
        times=replace(
            first.times,
            due=_span(one, two) if one and two else one or two,
            effective=first.times.effective or (later.times.effective if first.standing == later.standing else None),
        ),
        instrument=first.instrument or later.instrument,
    )


def _span(first: DateMention, later: DateMention) -> DateMention:
    """From the beginning that was told first to the end that was told then: "next week", "until the end of May"."""
    is_end = later.start_on <= first.start_on and first.end_on < later.end_on
    return replace(later, start_on=first.start_on) if is_end or later.role == "due" else first


def _sentence(record: Record, scene: Scene) -> str:
    sentence = scene.sentences[scene.number_at(record.start)]
    return scene.text[sentence.start : sentence.end]


def _tell_on(record: Record, kept: Sequence[Record], scene: Scene) -> Record:
    """An exercise with the participants that the sentences behind it name."""
    number = scene.number_at(record.start)
    starts = [scene.number_at(r.start) for r in kept if r.kind == "joint_training" and r is not record]
    for later in range(number + 1, min(number + _REACH, len(scene.sentences))):
        if later in starts:
            break
        sentence = scene.sentences[later]
        text = scene.text[sentence.start : sentence.end]
        takes_part = _TAKING_PART.search(text) and not _NOT_PART.search(text)
        is_named = bool(record.instrument and record.instrument in text)
        if not (
            _SAME.search(text)
            or is_named
            or re.match(r"(?:(?:The )?[Pp]articipa|(?:Some|About|More than|Over)\b)", text)
        ):
            continue
        if takes_part and record.standing in _LIVE:
            record = _read_part(record, later, scene)
    return record


def _read_part(record: Record, number: int, scene: Scene) -> Record:
    found = {
        m.actor_id
        for m in scene.by_sentence.get(number, [])
        if is_state(m.actor_id) and m.form != "capital" and _takes_part(m, scene)
    } - set(record.counterparts)
    return replace(record, parties=tuple(sorted({*record.parties, *found})))


def _takes_part(mention: ActorMention, scene: Scene) -> bool:
    """Whether an actor is no place of the exercise: "held in Norway"; one of a list stands where its first does."""
    listed: ActorList | None = next((found for found in scene.lists if found.start <= mention.start < found.end), None)
    start = listed.start if listed else mention.start
    match = _PREPOSITION.search(scene.text[max(0, start - 70) : start])
    return (match.group(1).lower() if match else "") in _INSIDE
