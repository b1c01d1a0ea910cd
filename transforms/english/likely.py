"""What the model of likelihood adds to the rules: records of wordings that no rule knows, and doubt of some that do.

A sentence that very likely says a commitment of a kind, of which no rule found one there, gets a frame at the word that
speaks most for it; who, how binding, when and how much are then read as for any rule. A record whose kind its words
make most unlikely is not believed, unless all of it is said plainly.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from transforms.english.frames import Trigger
from transforms.english.gate import sentence_text
from transforms.english.parse import parse_sentences
from transforms.english.scene import Scene
from transforms.likelihood.features import ACTOR, NUMBER, Word, split_words
from transforms.likelihood.model import Model
from transforms.records import Record
from transforms.rule_book import make_rule
from transforms.words.spans import items_within

LIKELY = 2.2
"""Log-odds from which a sentence is taken to say a commitment though no rule found it: some 0.9."""
UNLIKELY = -2.5
"""Log-odds below which a rule's record is not believed: some 0.08."""
ANOTHER = 2.0
"""Log-odds above which the words speak for another kind."""
_EXEMPT = frozenset({"budget_share"})
"""Kinds that are figures: a share of GDP is told from others by what it counts, not by its words."""
_ROLES = {
    "force_deployment": "send", "personnel_exchange": "send", "arms_transfer": "transfer", "capability": "own",
    "third_party_support": "support", "budget_amount": "spend",
}  # fmt: skip
"""How actors take part in a kind, where it is not by each other's side."""
_ALONE = frozenset({"budget_amount"})
"""Kinds that bind one alone. Of all others the model is believed only where the sentence names two: who gives and who
gets it, who buys and from whom."""
_ARMS = frozenset({"arms_transfer", "capability", "third_party_support"})
"""Kinds that who gives and who gets tells apart, and no word of the thing."""
_NOTHING = frozenset({"nothing", "none", "nobody"})
_CONTENT = ("NOUN", "PROPN", "VERB")


def find_likely(
    model: Model, scene: Scene, docs: dict[int, Doc], found: Sequence[Record]
) -> Iterator[tuple[int, Trigger]]:
    """The sentences that very likely say a commitment though none was found there, and the word that says it.

    Where rules found something, they know the words: the model, which counts them one by one, adds nothing. What is not
    parsed yet is added to `docs`.
    """
    likely = {n: one for n in range(len(scene.sentences)) if (one := _choose_kind(model, scene, n, found))}
    missing = sorted(likely.keys() - docs.keys())
    docs |= dict(zip(missing, parse_sentences(sentence_text(scene, n) for n in missing), strict=True))
    for number, (kind, words) in likely.items():
        start = scene.sentences[number].start
        taken = [(m.start - start, m.end - start) for m in scene.by_sentence.get(number, ())]
        trigger = _find_trigger(model, docs[number], kind, words, taken)
        if trigger is not None:
            yield number, trigger


def _choose_kind(model: Model, scene: Scene, number: int, found: Sequence[Record]) -> tuple[str, list[Word]] | None:
    sentence = scene.sentences[number]
    if any(r.start < sentence.end and sentence.start < r.end for r in found):
        return None
    words = _split(scene, sentence.start, sentence.end)
    if any(word.text in _NOTHING for word in words):
        return None
    kind, odds = max(model.weigh(words).items(), key=lambda item: item[1])
    return (kind, words) if odds >= LIKELY and kind not in _EXEMPT else None


def _find_trigger(
    model: Model, doc: Doc, kind: str, words: Sequence[Word], taken: Sequence[tuple[int, int]]
) -> Trigger | None:
    """The word of a parsed sentence that speaks most for a kind, `taken` places left out; None where there is none."""
    best: tuple[float, Token] | None = None
    for word, told in zip(words, model.find_strongest(words, kind).tolist(), strict=True):
        token = _find_token(doc, word, taken)
        if token is not None and (best is None or told > best[0]):
            best = told, token
    if best is None:
        return None
    rule = make_rule(f"{kind}.likely", kind, _ROLES.get(kind, "mutual"), needs_partner=kind not in _ALONE)
    return Trigger(rule, best[1].idx, best[1].idx + len(best[1]))


def _find_token(doc: Doc, word: Word, taken: Sequence[tuple[int, int]]) -> Token | None:
    if word.text in (ACTOR, NUMBER) or any(start <= word.start < end for start, end in taken):
        return None
    span = doc.char_span(word.start, word.end, alignment_mode="expand")
    return span.root if span is not None and span.root.pos_ in _CONTENT else None


def find_unlikely(model: Model, records: Sequence[Record], scene: Scene) -> list[Record]:
    """Records whose kind their words make most unlikely, and that were inferred or whose words speak for another."""
    return [record for record in records if record.kind not in _EXEMPT and _is_unlikely(model, record, scene)]


def _is_unlikely(model: Model, record: Record, scene: Scene) -> bool:
    sentences = [(s.start, s.end) for s in scene.sentences if record.start < s.end and s.start < record.end]
    weighed = [model.weigh(_split(scene, *span)) for span in (*sentences, (record.start, record.end))]
    if max(odds[record.kind] for odds in weighed) >= UNLIKELY:
        return False
    kin = _ARMS if record.kind in _ARMS else frozenset()
    others = (value for odds in weighed for kind, value in odds.items() if kind not in kin)
    return record.tier != "explicit" or max(others) > ANOTHER


def _split(scene: Scene, start: int, end: int) -> list[Word]:
    actors = [(m.start - start, m.end - start) for m in items_within(scene.mentions, start, end)]
    return split_words(scene.text[start:end], actors)
