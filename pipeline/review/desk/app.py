"""The pages of the desk and the forms that they send. A form is answered after its decision has reached the disk."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.errors import PipelineError
from pipeline.review import deciding
from pipeline.review.decided import describe_decision, list_decisions
from pipeline.review.desk import items, queues
from pipeline.review.desk.guard import Guard
from pipeline.review.desk.queues import Ask, Judged, read_ask, write_link
from pipeline.settings import Settings
from schemas.decisions import ACCEPT, CORRECT, NOT_SAME, REJECT, SAME, UNDO
from schemas.registers import load_actors
from schemas.terms import list_terms
from warehouse import site
from warehouse.errors import QueryError
from warehouse.reviewing import find_target
from warehouse.site.wording import safe_url, say_words

LOG = logging.getLogger("defcoop")
HERE = Path(__file__).parent
FORM_BYTES_MAX = 200_000
REASONS = {
    ACCEPT: "the words bear it out",
    REJECT: "the words do not bear it out",
    CORRECT: "the words say otherwise",
    SAME: "both speak of one thing",
    NOT_SAME: "they speak of two things",
    UNDO: "taken back at the desk",
}
"""What is kept as the reason where a reviewer writes none."""
STATIC = {
    "style.css": Path(site.__file__).parent / "static" / "style.css",
    "desk.css": HERE / "static" / "desk.css",
    "desk.js": HERE / "static" / "desk.js",
}
Form = dict[str, str]


class TooLong(PipelineError):
    """A form is longer than a person writes."""


STATUSES: dict[type[Exception], int] = {TooLong: 413, QueryError: 404, PipelineError: 422}


@dataclass(frozen=True, slots=True)
class Desk:
    """One reviewer's desk: what it reads, who decides, the token in its address, its templates."""

    settings: Settings
    reviewer: str
    token: str
    templates: Environment

    @property
    def root(self) -> str:
        """The path of the front page."""
        return f"/{self.token}/"


def make_app(settings: Settings, reviewer: str, token: str, hosts: frozenset[str]) -> Guard:
    """The desk of a reviewer, behind its checks."""
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"words": say_words, "safe_url": safe_url}
    templates.globals |= {"names": {actor.actor_id: actor.name for actor in load_actors()}, "reasons": REASONS}
    templates.globals |= {"say_decision": describe_decision, "all_kinds": list_terms("kinds")}
    desk = Desk(settings, reviewer, token, templates)
    pages = {"": show_queue, "item/{name}": show_item, "decided": show_decided, "agreement": show_agreement}
    forms = {"decide": decide, "undo": undo}
    routes = [Route(f"/{token}/{path}", partial(page, desk)) for path, page in pages.items()]
    routes += [Route(f"/{token}/{path}", partial(_take, desk, form), methods=["POST"]) for path, form in forms.items()]
    routes += [Route(f"/{token}/{name}", partial(_give_file, path)) for name, path in STATIC.items()]
    told = dict.fromkeys((PipelineError, QueryError, Exception), partial(_tell, desk))
    return Guard(Starlette(routes=routes, exception_handlers=told), token, hosts)


def _give_file(path: Path, request: Request) -> Response:
    return FileResponse(path)


async def _take(desk: Desk, form: Callable[[Desk, Ask, Form], Response], request: Request) -> Response:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES_MAX:
            raise TooLong("the form is too long", "write less")
    try:
        given = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=1000))
    except ValueError as error:
        raise PipelineError("the form cannot be read", "send it as UTF-8 text of a page of the desk") from error
    return await run_in_threadpool(form, desk, read_ask(request.query_params), given)


def _tell(desk: Desk, request: Request, error: Exception) -> Response:
    """What went wrong, as a page of its own; a fault of the desk itself is also told where it was started."""
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
    if status == 500:
        LOG.error("the desk failed: %s", error, exc_info=error)
    ask = read_ask(request.query_params)
    page = desk.templates.get_template("error.html")
    return HTMLResponse(page.render(**_frame(desk, ask), message=str(error)), status)


def _frame(desk: Desk, ask: Ask) -> dict[str, Any]:
    return {"ask": ask, "link": partial(write_link, desk.root, ask), "root": desk.root, "reviewer": desk.reviewer}


def _render(desk: Desk, ask: Ask, judged: Judged, name: str, status: int = 200, **values: Any) -> Response:
    """A page, with what stands on every one: how far the queue is done, and what the key for undo would take back."""
    rows = values.get("rows") or queues.list_rows(desk.settings, ask, desk.reviewer, judged)
    frame = {
        "rows": rows,
        "done_count": sum(row["is_done"] for row in rows),
        "own_count": sum(row["reviewer_name"] == desk.reviewer for row in judged.live),
        "last": queues.find_last(judged.live, desk.reviewer),
        "others": sorted({row["reviewer_name"] for row in judged.live} - {desk.reviewer}),
        "done": [],
        "undone": [],
        "problem": "",
    }
    return HTMLResponse(desk.templates.get_template(name).render(**frame | _frame(desk, ask) | values), status)


def show_queue(desk: Desk, request: Request) -> Response:
    """The queue, and where to begin."""
    ask, judged = read_ask(request.query_params), queues.read_judged(desk.settings)
    return _render(desk, ask, judged, "queue.html", **_find_said(request, judged))


def show_item(desk: Desk, request: Request) -> Response:
    """A commitment to judge."""
    ask, judged = read_ask(request.query_params), queues.read_judged(desk.settings)
    name = request.path_params["name"]
    commitment_id = items.find_commitment(desk.settings, name)
    if commitment_id and commitment_id != name:
        return RedirectResponse(write_link(desk.root, ask, f"item/{commitment_id}"), 303)
    if not commitment_id:
        raise QueryError(f"{name} proves no commitment: it was rejected")
    return _show_item(desk, ask, judged, commitment_id, **_find_said(request, judged))


def _show_item(
    desk: Desk, ask: Ask, judged: Judged, commitment_id: str, given: Form | None = None, status: int = 200, **more: Any
) -> Response:
    item = items.describe_item(desk.settings, ask, desk.reviewer, judged, commitment_id)
    first = next((other["commitment_id"] for other in item["alike"]), "")
    given = {"target": commitment_id, "other": first, "named": "", "reason": "", **(given or {})}
    items.overlay_fields(item, given)
    rows = queues.list_rows(desk.settings, ask, desk.reviewer, judged)
    before, after = queues.find_place(rows, commitment_id)
    more |= {"rows": rows, "before": before, "after": after}
    more |= {"why": next((row for row in rows if row["commitment_id"] == commitment_id and row["reasons"]), None)}
    return _render(desk, ask, judged, "item.html", status, item=item, given=given, **more)


def _find_said(request: Request, judged: Judged) -> dict[str, Any]:
    """The decisions that the address says were just taken, where they are there, and those that were taken back."""
    wanted = request.query_params.getlist("done")
    done = [row for row in judged.live if row["decision_id"] in wanted]
    return {"done": done, "undone": request.query_params.getlist("undone")}


def show_decided(desk: Desk, request: Request) -> Response:
    """All decisions and what became of each."""
    ask, judged = read_ask(request.query_params), queues.read_judged(desk.settings)
    rows = list_decisions(desk.settings)
    return _render(desk, ask, judged, "decided.html", decisions=rows, **_find_said(request, judged))


def show_agreement(desk: Desk, request: Request) -> Response:
    """How far reviewers agree."""
    ask, judged = read_ask(request.query_params), queues.read_judged(desk.settings)
    return _render(desk, ask, judged, "agreement.html", found=queues.compare_reviewers(judged))


def decide(desk: Desk, ask: Ask, given: Form) -> Response:
    """Write a decision down, and go on to the next commitment; where it is refused, say why beside what was typed."""
    commitment_id, verdict = given.get("item", ""), given.get("verdict", "")
    target_id = given.get("target") or commitment_id
    try:
        _check_unchanged(desk, commitment_id, given)
        arguments = _list_arguments(desk, verdict, target_id, given)
        reviewer = deciding.name_reviewer(desk.settings, desk.reviewer, given.get("reason") or REASONS[verdict])
        written = deciding.record(desk.settings, verdict, arguments, reviewer)
    except (PipelineError, QueryError) as error:
        judged = queues.read_judged(desk.settings)
        return _show_item(desk, ask, judged, commitment_id, given, 422, problem=str(error))
    stays = verdict in (SAME, NOT_SAME) or (target_id.startswith("m-") and not _is_judged(desk, commitment_id))
    return _go_on(desk, ask, commitment_id, [row["decision_id"] for row in written], stays=stays)


def _check_unchanged(desk: Desk, commitment_id: str, given: Mapping[str, str]) -> None:
    """Raises `PipelineError` where a night has published another version of what the reviewer looked at."""
    row = find_target(desk.settings.published, commitment_id)
    if given.get("seen") != row["recorded_from"].isoformat():
        raise PipelineError("it changed while you looked", "this page shows it as it is now: look again, then decide")


def _list_arguments(desk: Desk, verdict: str, target_id: str, given: Mapping[str, str]) -> list[str]:
    if verdict == CORRECT:
        pairs = items.list_corrections(desk.settings, target_id, given)
        if not pairs:
            raise PipelineError("nothing is corrected", "change a field of what is chosen, or accept it")
        return [target_id, *pairs]
    if verdict in (SAME, NOT_SAME):
        other = given.get("named", "").strip() or given.get("other", "")
        if not other:
            raise PipelineError("no other is named", "choose one that is like it, or write its id")
        return [target_id, other]
    if verdict not in (ACCEPT, REJECT):
        raise PipelineError(f"no verdict {verdict!r}", "use a button of the page")
    return [target_id]


def _is_judged(desk: Desk, commitment_id: str) -> bool:
    return commitment_id in queues.read_judged(desk.settings).judges


def _go_on(desk: Desk, ask: Ask, commitment_id: str, written: Sequence[str], *, stays: bool) -> Response:
    """To the next that nobody judged; to the queue where all are."""
    judged = queues.read_judged(desk.settings)
    _, after = queues.find_place(queues.list_rows(desk.settings, ask, desk.reviewer, judged), commitment_id)
    name = commitment_id if stays else after
    path = f"item/{name}" if name else ""
    return RedirectResponse(write_link(desk.root, ask, path, done=written), 303)


def undo(desk: Desk, ask: Ask, given: Form) -> Response:
    """Take back what was decided together, and go back to what it was about."""
    names = given.get("decisions", "").split()
    rows = {row["decision_id"]: row for row in list_decisions(desk.settings)}
    if not names:
        raise PipelineError("nothing is named that could be taken back", "use a button of the page")
    reviewer = deciding.name_reviewer(desk.settings, desk.reviewer, given.get("reason") or REASONS[UNDO])
    deciding.undo_all(desk.settings, names, reviewer)
    target_id = rows[names[0]]["target_id"]
    path = "decided" if target_id.startswith("v-") or given.get("back") == "decided" else f"item/{target_id}"
    return RedirectResponse(write_link(desk.root, ask, path, undone=names), 303)
