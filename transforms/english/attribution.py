"""Who stands behind the words: a document's own voice, an official in quotes or in reported speech, an analyst.

Decides two things that the rest relies on: whose "we" it is, and whether somebody speaks who cannot bind anybody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from transforms.english.actor_groups import Group
from transforms.english.tenses import is_verb
from transforms.rule_book import load_pattern, load_predicates

_ANALYST = load_pattern("analyst")
_PRESS = re.compile(
    r"\b(?:reports?|media|(?:news|press) (?:agency|agencies|service)|figures|estimates?|data|releases?|website|"
    r"schedule|contract|terms|plans?|documents?)\b",
    re.IGNORECASE,
)
"""What carries news without an opinion of its own."""
_FORMER = re.compile(r"\b(?:former|ex-|retired|one-time|then-)", re.IGNORECASE)
_OFFICIAL = load_pattern("official")
_ANONYMOUS = load_pattern("anonymous")
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,.;]{2,120})", re.IGNORECASE)
_CITING = re.compile(r"\bciting (?P<who>[^,.;]{2,120})", re.IGNORECASE)
_SAYING = re.compile(
    r"^(?:say|tell|state|add|note|explain|stress|emphasi[sz]e|announce|confirm|write|declare|reveal|comment|remark|believe|argue|think|warn|mention|claim|"
    r"predict|forecast|expect|urge|recommend|advise|hope|fear|doubt|suggest|insist|express|underline|underscore|quote|observe|report|vow|pledge|promise|acknowledge|reiterate|deny|call|demand|ask|press|want|find)$"
)
_PRONOUNS = frozenset({"he", "she", "they"})
_OFFICE = re.compile(r"\b(?:minister|president|spokes\w+|ministry|secretary|chancellor|ambassador)\b", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    r"[”\"],? (?:(?P<who>[^.“”\"]{2,60}?) (?:said|told|added|stated|noted|wrote)|"
    r"(?:said|added) (?P<said>[^.“”\"]{2,80}?))(?=[ ,.]|$)"
)
_NOBODY: Mapping[str, str] = {}
_QUOTE = re.compile(r"[“\"]([^“”\"]{3,})[”\"]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a `voice` of the record contract, the speaker as the text names him, and his actors."""

    voice: str
    speaker: str | None = None
    actor_ids: tuple[str, ...] = ()
    binds_nobody: bool = False
    is_own_act: bool = False


def find_voice(
    doc: Doc,
    anchor: Token,
    groups: list[Group],
    is_official_text: bool,
    before: str = "",
    officials: Mapping[str, str] = _NOBODY,
) -> Voice:
    """The voice of the words at `anchor`; `before` is the sentence before, for a quote that runs on.

    `officials` are the office holders whom the text has named with their office, by surname.
    """
    is_quoted = _is_in_quotes(doc.text, anchor.idx)
    speaker = _find_speaker(doc, anchor)
    if speaker is None:
        match = _NAMED_BEFORE.search(before) if is_quoted else None
        if match:
            words = match["who"] or match["said"]
            return _judge_speaker(words, _list_known(words, officials), [], is_quoted)
        return Voice("official_text" if is_official_text else "reported_as_fact")
    start, end = speaker
    words = doc.text[start:end].strip(" ,")
    inside = [group for group in groups if start <= group.start < end]
    actors = tuple(dict.fromkeys(name for group in inside for name in group.actor_ids))
    voice = _judge_speaker(words, actors or _list_known(words, officials), inside, is_quoted)
    if words.lower() in _PRONOUNS and _ANALYST.search(before) and not _OFFICE.search(before):
        voice = replace(voice, voice="analyst", binds_nobody=True)
    return replace(voice, is_own_act=_promises(doc, end))


def _list_known(words: str, officials: Mapping[str, str]) -> tuple[str, ...]:
    """The actor of an official who is spoken of by his surname after the text has named his office."""
    known = [officials[word] for word in re.findall(r"[\w’'-]+", words) if word in officials]
    return tuple(known[:1])


def _promises(doc: Doc, end: int) -> bool:
    """Whether the verb behind a speaker is a deed of his own: he promises, urges, demands."""
    verb = next((t for t in doc if t.idx >= end and is_verb(t)), None)
    return verb is not None and load_predicates().verbs.get(verb.lemma_.lower()) in ("agree", "plan", "call", "propose")


def _judge_speaker(words: str, actors: tuple[str, ...], groups: list[Group], is_quoted: bool) -> Voice:
    is_leader = any(group.form in ("leader", "ministry", "force") and not group.is_former for group in groups)
    is_former = any(group.is_former for group in groups) or (bool(_FORMER.search(words)) and not is_leader)
    if _ANONYMOUS.search(words) and not is_former:
        return Voice("anonymous_official", words, actors)
    if is_former or (_ANALYST.search(words) and not is_leader):
        return Voice("analyst", words, actors, binds_nobody=True)
    if not actors and _PRESS.search(words):
        return Voice("reported_as_fact", words)
    if is_leader or actors or _OFFICIAL.search(words):
        return Voice("official_quote" if is_quoted else "official_paraphrase", words, actors)
    return Voice("analyst", words, actors, binds_nobody=True)


def _is_in_quotes(text: str, position: int) -> bool:
    return any(match.start(1) <= position < match.end(1) for match in _QUOTE.finditer(text))


def _find_speaker(doc: Doc, anchor: Token) -> tuple[int, int] | None:
    match = _ACCORDING.search(doc.text)
    if match:
        return match.span("who")
    cited = _CITING.search(doc.text)
    if cited and (_ANONYMOUS.search(cited["who"]) or _OFFICE.search(cited["who"])):
        return cited.span("who")  # papers say what officials have told them
    found: list[tuple[int, int]] = []
    token = anchor
    for _ in range(30):
        speaker = _speaker_of(token)
        found += [speaker] if speaker is not None else []
        if token.head == token:
            break
        token = token.head
    analyst = next((span for span in found if _ANALYST.search(doc.text[span[0] : span[1]])), None)
    return analyst or next(iter(found), None) or _speaker_beside(token)


def _speaker_of(token: Token) -> tuple[int, int] | None:
    """The subject of a verb of saying, where the token is one."""
    if token.pos_ != "VERB" or not _SAYING.match(token.lemma_.lower()):
        return None
    subjects = _list_sayers(token)
    if token.dep_ == "conj" and not subjects and token.head.pos_ == "VERB":
        subjects = _list_sayers(token.head)
    return _phrase_span(subjects[0]) if subjects else None


def _list_sayers(verb: Token) -> list[Token]:
    """The subjects of a verb; what "is expected" or "was announced" says nothing, who "was quoted" does."""
    roles = ("nsubj", "nsubjpass") if verb.lemma_.lower() in ("quote", "cite", "ask") else ("nsubj",)
    found = [c for c in verb.children if c.dep_ in roles]
    if verb.dep_ == "relcl" and any(c.lower_ in ("which", "that") for c in found):
        return [verb.head] if _OFFICIAL.search(verb.head.text) else []  # "a pledge which asks them" is nobody's word
    return found


def _speaker_beside(root: Token) -> tuple[int, int] | None:
    """ "…, the minister said": the saying hangs on the sentence as an aside."""
    for child in root.children:
        is_aside = child.dep_ in ("parataxis", "ccomp", "advcl") and child.i > root.i
        if is_aside and not any(c.dep_ == "mark" for c in child.children) and (found := _speaker_of(child)):
            return found
    return None


def _phrase_span(token: Token) -> tuple[int, int]:
    inside = [t for t in token.subtree if not _is_in_clause(t, token)]
    last = max(inside, key=lambda t: t.i)
    return min(t.idx for t in inside), last.idx + len(last.text)


def _is_in_clause(token: Token, top: Token) -> bool:
    while token != top and token.head != token:
        if token.dep_ in ("relcl", "advcl", "acl"):
            return True
        token = token.head
    return False
