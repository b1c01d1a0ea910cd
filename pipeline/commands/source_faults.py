"""What a check of a source found, in one line each: which part broke, where, what was said, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.raw import Problem
from sources.web.errors import WebError

OK = "ok"
_OF_ERRORS = {
    "robots_disallow": "robots",
    "robots_delay": "robots",
    "robots_unknown": "robots",
    "redirect_loop": "redirect",
    "too_many_redirects": "redirect",
    "bad_redirect": "redirect",
    "downgrade": "redirect",
}
_OF_PROBLEMS = {
    "no_links": "selector",
    "selector_missed": "selector",
    "date_unread": "date",
    "no_publication_date": "date",
    "unreadable_publication_date": "date",
    "ambiguous_publication_date": "date",
    "impossible_publication_date": "date",
    "no_text": "text",
    "empty": "text",
    "undecodable": "text",
    "unknown_language": "language",
}
_DATES = "publication_date"
_USUAL = frozenset({"not_available", "no_state_then", "former_state", "unknown_country"})
"""What every table of statistics has: gaps, states that are no more, regions. It is no fault of a source."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check. `part` is what broke, `ok` where nothing did; `times` how often it was met."""

    source_id: str
    url: str
    part: str
    said: str
    remedy: str = ""
    times: int = 1

    @property
    def is_ok(self) -> bool:
        """Whether this is no fault."""
        return self.part == OK


def explain_error(source_id: str, entry: str, url: str, error: WebError) -> Finding:
    """Why an address gave nothing. An entry point that does not answer is another fault than one of its links."""
    usual = "entry point" if url == entry else "link"
    part = "redirect" if error.reason.startswith("a redirect") else _OF_ERRORS.get(error.rule, usual)
    return Finding(source_id, url, part, error.reason, error.remedy)


def explain_problem(source_id: str, entry: str, url: str, problem: Problem) -> Finding:
    """Why something that came could not be read; an entry point that is not what it should be is of another kind."""
    usual = "kind" if url == entry else "page"
    part = "date" if _DATES in problem.rule else _OF_PROBLEMS.get(problem.rule, usual)
    return Finding(source_id, url, part, problem.reason, problem.remedy)


def is_fault(problem: Problem) -> bool:
    """Whether a problem says that something broke; the gaps of a table do not."""
    return problem.rule not in _USUAL


def join_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Each fault once, with the first address that shows it and how often it was met."""
    joined: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.part, finding.said)
        known = joined.get(key)
        joined[key] = replace(known, times=known.times + 1) if known else finding
    return list(joined.values())
