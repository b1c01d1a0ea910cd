"""What the sentences behind a record add to it: "It will run until Friday", "Some 900 soldiers will take part".

The promise: only what the record lacks is filled, from a sentence that holds no record of its kind and speaks of it by
a general noun ("the deliveries will begin in"). What surprises: the evidence stays where the commitment is stated.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from transforms.english.scene import Scene
from transforms.english.slots import rank_unit
from transforms.english.times import LASTING, read_clock, reconcile
from transforms.records import Record
from transforms.rule_book import load_again
from transforms.words.dates import DateMention
from transforms.words.quantity_mention import QuantityMention
from transforms.words.spans import items_within

_REACH = 3
"""How many sentences behind a record may still complete it."""
_REACH_ALONE = 10
"""The same where the text holds no other record of the kind, so that "the exercise" can mean nothing else."""
_GOES = re.compile(
    r"\b(?:runs?|lasts?|continues?|go(?:es)? on|ends?|concludes?|finish(?:es)?|wraps? up|closes?|takes? place|held|"
    r"kicks? off|begins?|starts?|commences?|opens?|arrives?|departs?|leaves?|sets? (?:off|sail)|returns?|"
    r"remains?|stays?|deliver(?:ed|ies|y)|enters? (?:service|into force)|in service|operational|completed?|"
    r"takes? effect|expires?|valid|"
    r"received?|transferred|handed over|comes? into force|scheduled|expected|due|planned)\b",
    re.IGNORECASE,
)
_TAKES_PART = re.compile(
    r"\b(?:(?:take|takes|taking|took) part|participat\w+|involv\w+|brings? together|features?|"
    r"mobili[sz]\w+|gathers?)\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:consists? of|compris\w+|numbers?|includes?|involves?|made up of|covers?|worth|valued at|estimated|costs?|"
    r"totals?|totall?ing|calls? for|amounts? to)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r" (?:(?:has|have|had|was|were) )?(?:(?:been|\w+ly) ){0,3}"
    r"(?:ended|concluded|finished|wrapped up|(?:come|came) to an end|(?<=been )completed|(?<=ly )completed)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no longer)\b|n[’']t\b", re.IGNORECASE)
_GAP = 90
"""Characters between the noun and what is said of it, at most."""
_OPEN = ("planned", "agreed", "under_way", "proposed")


def complete_records(
    records: Sequence[Record], scene: Scene, dates: list[DateMention], quantities: list[QuantityMention]
) -> list[Record]:
    """The records, with the ends and numbers that the sentences behind them add."""
    places: dict[tuple[int, str], int] = {}
    for record in records:
        place = scene.number_at(record.start), record.kind
        places[place] = places.get(place, 0) + 1
    kinds = Counter(record.kind for record in records)
    done = []
    for record in records:
        number = scene.number_at(record.start)
        if places[number, record.kind] == 1 and record.standing in (*_OPEN, "completed"):
            reach = _REACH_ALONE if kinds[record.kind] == 1 else _REACH
            for follow in range(number + 1, min(number + 1 + reach, len(scene.sentences))):
                if (follow, record.kind) in places or scene.sentences[follow].kind == "heading":
                    break
                record = _complete(record, follow, scene, dates, quantities)
        record = _share_day(record, records, scene.published_on)
        due = record.times.due
        if record.standing == "completed" and record.kind in LASTING and due and due.end_on >= scene.published_on:
            record = replace(record, standing="under_way")
        done.append(record)
    return done


def _share_day(record: Record, records: Sequence[Record], published_on: date) -> Record:
    """The record with the days that another of the same exercise gives: "withdrew from Condor, set for 3 to 9 May"."""
    if record.kind != "joint_training" or record.instrument is None or record.standing not in _OPEN:
        return record
    if record.times.due or record.times.effective:
        return record
    same = (other for other in records if other.kind == record.kind and other.instrument == record.instrument)
    told = (other.times.due or other.times.effective for other in same)
    due = next((day for day in told if day and day.end_on >= published_on), None)
    return replace(record, times=replace(record.times, due=due))


def _complete(
    record: Record, number: int, scene: Scene, dates: list[DateMention], quantities: list[QuantityMention]
) -> Record:
    sentence = scene.sentences[number]
    text = scene.text[sentence.start : sentence.end]
    known = load_again(record.kind, False).search(text)
    if known and (record.standing != "completed" or record.kind in LASTING):
        inside = items_within(dates, sentence.start, sentence.end)
        due = _find_end(record, text, known.end(), sentence.start, inside, scene)
        before = record.times.due
        if record.kind in LASTING and record.standing == "under_way" and _is_over(text, known.end()):
            record = replace(record, standing="completed", times=replace(record.times, due=None))
        elif due and (before is None or (record.kind in LASTING and before.role != "due" == due.role)):
            due = reconcile(record.kind, before, due) if before else due
            record = replace(record, times=replace(record.times, due=due))
    if record.quantity is None:
        found = items_within(quantities, sentence.start, sentence.end)
        record = replace(record, quantity=_find_number(record, text, sentence.start, known, found, scene))
    return record


def _is_over(text: str, position: int) -> bool:
    """ "It said later that the drills had been concluded"."""
    return _OVER.match(text, position) is not None and not _NOT.search(text)


def _find_end(
    record: Record, text: str, position: int, offset: int, dates: list[DateMention], scene: Scene
) -> DateMention | None:
    """The last date that a verb of running, ending or arriving gives to what the noun before it names."""
    verb = _GOES.search(text, position, position + _GAP)
    if (
        verb is None
        or re.search(r"[.;]", text[position : verb.start()])
        or _NOT.search(text[position : verb.end() + 8])
    ):
        return None
    ends = [
        day
        for day in dates
        if day.start - offset >= verb.start()
        and ";" not in text[verb.end() : max(verb.end(), day.start - offset)]
        and day.end_on >= scene.published_on
        and read_clock(day, None, record.standing, scene.published_on) == "due"
    ]
    if not ends:
        return None
    return next((day for day in ends if day.role == "due"), ends[-1 if record.kind in LASTING else 0])


def _find_number(
    record: Record,
    text: str,
    offset: int,
    known: re.Match[str] | None,
    quantities: list[QuantityMention],
    scene: Scene,
) -> QuantityMention | None:
    """How many take part, or what "the package includes"; what one of several sides sends is a part and no total."""
    is_training = record.kind == "joint_training"
    verb = _TAKES_PART.search(text) if is_training else _HOLDS.search(text, known.end()) if known else None
    if verb is None or _NOT.search(text[: verb.start()]):
        return None
    is_several = len(record.actors) > 1
    fitting = [
        (rank, quantity)
        for quantity in quantities
        if (rank := rank_unit(record.kind, quantity)) is not None
        and (is_training or quantity.start - offset >= verb.end())
        and abs(quantity.start - offset - verb.end()) <= 2 * _GAP
        and not (is_several and items_within(scene.mentions, quantity.start, quantity.end))
    ]
    return min(fitting, key=lambda found: found[0])[1] if fitting else None
