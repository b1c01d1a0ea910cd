"""A model for tests: what it may say of one small text, and an endpoint on loopback that says it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.readings import PUBLISHED

DRILL = "Chile and Peru agreed on 2 June to hold a joint naval exercise with 500 troops off Callao by 2026."
PLEDGE = "“We will spend 2 percent of GDP on defence by 2030,” the Greek defence minister said."
GIFT = "Norway will give Ukraine\n22 howitzers if parliament agrees."
TEXT = f"{DRILL} {PLEDGE}\n\n{GIFT}"

Told = dict[str, Any]


def make_document(text: str = TEXT, **changes: Any) -> dict[str, Any]:
    """A row of `documents`, as far as an extractor reads it."""
    return {
        "document_id": "d-1", "batch_id": "b-1", "source_id": "wire", "title": "A pact", "publisher": "A wire",
        "document_type": "article", "language": "en", "published_on": PUBLISHED, "text": text, **changes,
    }  # fmt: skip


def name_actors(**words: str) -> list[dict[str, str]]:
    """Actors as a model tells them: the id, and the words for it."""
    return [{"actor": actor, "words": said} for actor, said in words.items()]


def tell_drill(**changes: Any) -> Told:
    """What a good model says of the first sentence; `changes` are what another would say."""
    return {
        "kind": "joint_training", "standing": "agreed", "act": "announces", "voice": "reported_as_fact",
        "parties": name_actors(CHL="Chile", PER="Peru"), "counterparts": [], "instrument": None, "place": "Callao",
        "speaker": None, "condition": None, "evidence": DRILL.removesuffix("."), "standing_words": "agreed",
        "quantity_words": "500 troops", "announced_words": "2 June", "due_words": "by 2026", "effective_words": None,
        **changes,
    }  # fmt: skip


def tell_pledge(**changes: Any) -> Told:
    """What a good model says of the second sentence."""
    said = {
        "kind": "budget_share", "standing": "planned", "voice": "official_quote", "parties": name_actors(GRC="We"),
        "place": None, "speaker": "the Greek defence minister", "standing_words": "will spend",
        "evidence": "We will spend 2 percent of GDP on defence by 2030", "quantity_words": "2 percent of GDP",
        "announced_words": None, "due_words": "2030",
    }  # fmt: skip
    return tell_drill(**{**said, **changes})


def tell_gift(**changes: Any) -> Told:
    """What a good model says of the third, which runs over a line."""
    said = {
        "kind": "arms_transfer", "standing": "planned", "parties": name_actors(NOR="Norway"),
        "counterparts": name_actors(UKR="Ukraine"), "place": None, "standing_words": "will give",
        "condition": "if parliament agrees", "evidence": "Norway will give Ukraine 22 howitzers",
        "quantity_words": "22 howitzers", "announced_words": None, "due_words": None,
    }  # fmt: skip
    return tell_drill(**{**said, **changes})


@dataclass(frozen=True, slots=True)
class Served:
    """One answer of the endpoint: what it sends, and how slowly."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    pieces: int = 1


def say(*records: Any) -> Served:
    """A completion with these records."""
    return say_text(json.dumps({"records": records}))


def say_text(content: str | None, reason: str = "stop") -> Served:
    """A completion with this content."""
    message = {"role": "assistant", "content": content}
    return Served(body=json.dumps({"choices": [{"message": message, "finish_reason": reason}]}).encode())


@dataclass
class Model:
    """An endpoint that answers what it was told to, in turn, the last again and again; it keeps what it was asked."""

    url: str
    answers: list[Served]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def next_answer(self, request: dict[str, Any], key: str | None) -> Served:
        """The answer to a request."""
        self.asked.append(request)
        self.keys.append(key)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def texts(self) -> list[str]:
        """The stretches of text that were asked about."""
        return [json.loads(request["messages"][1]["content"])["text"] for request in self.asked]


@contextmanager
def serve(*answers: Served) -> Iterator[Model]:
    """A real server on loopback, for as long as a test needs it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served = model.next_answer({"path": self.path, **request}, self.headers["Authorization"])
            self.send_response(served.status)
            for name, value in {"Content-Length": str(len(served.body)), **served.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            size = -(-len(served.body) // served.pieces) or 1
            for start in range(0, len(served.body), size):
                time.sleep(served.seconds)
                try:
                    self.wfile.write(served.body[start : start + size])
                    self.wfile.flush()
                except OSError:  # whoever asked has gone
                    return

        def log_message(self, *_: Any) -> None:
            """Nothing: the test says what went wrong."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        model = Model(f"http://127.0.0.1:{server.server_address[1]}/v1", list(answers))
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
