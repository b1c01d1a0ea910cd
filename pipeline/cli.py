"""The command line `defcoop`. Heavy parts are imported inside the commands that need them, so that each starts fast."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.again import backfill, rebuild, reextract
from pipeline.commands.alerts import app as alerts_app
from pipeline.commands.asking import export, sql, ui
from pipeline.commands.console import (
    STATE,
    Format,
    Verbose,
    check_choice,
    check_format,
    open_warehouse,
    print_result,
    read_parameters,
    start_log,
)
from pipeline.commands.review import app as review_app
from pipeline.commands.sources import app as sources_app
from pipeline.commands.store import app as store_app
from pipeline.errors import PipelineError, explain_error
from schemas.extractors import DEFAULT, EXTRACTORS

app = typer.Typer(
    help="Who has promised what to whom in defence: a nightly, audited warehouse of commitments.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(review_app, name="review")
app.command()(backfill)
app.command()(reextract)
app.command()(sql)
app.command()(ui)
app.command()(export)
app.command()(rebuild)
app.add_typer(alerts_app, name="alerts")
app.add_typer(sources_app, name="sources")
app.add_typer(store_app, name="store")


def main() -> None:
    """Run the command line; every error is one line on stderr with its remedy, and a non-zero exit."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except KeyboardInterrupt:
        _fail(PipelineError("interrupted", "run it again: it goes on where it stopped"), 130)
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        if STATE["verbose"]:
            raise
        _fail(error, 1)


def _fail(error: Exception, code: int) -> None:
    text = " ".join(str(explain_error(error)).split()) or type(error).__name__
    print(f"error: {text}", file=sys.stderr)
    raise SystemExit(code)


@app.command()
def nightly(
    home: Annotated[Path | None, typer.Option(help="Folder for everything the night writes [DEFCOOP_HOME].")] = None,
    catalogue: Annotated[
        Path | None, typer.Option("--sources", help="Folder of source files for this night [DEFCOOP_CATALOGUE].")
    ] = None,
    direct: Annotated[bool, typer.Option(help="The same steps without Airflow.")] = False,
    verbose: Verbose = False,
) -> None:
    """Run one night: ingest, extract, publish.

    Example: defcoop nightly --home /srv/defcoop
    """
    from pipeline.alerts.incidents import list_pressing
    from pipeline.run import run_night
    from pipeline.settings import load_settings

    start_log(verbose)
    settings = load_settings()
    given = {"home": home, "catalogue": catalogue}
    settings = settings.model_copy(update={name: path.expanduser().absolute() for name, path in given.items() if path})
    run_id, outcome = run_night(settings, direct=direct, verbose=verbose)
    from pipeline.commands.summary import summarise_night  # it takes memory that the night can use

    print(summarise_night(settings, run_id, outcome))
    if outcome not in ("published", "unchanged") or list_pressing(settings, run_id):
        raise SystemExit(1)


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Text, HTML, PDF, or a .jsonl of documents.")],
    published: Annotated[str | None, typer.Option(help="Day of publication, YYYY-MM-DD.")] = None,
    extractor: Annotated[str, typer.Option(help="rules, learned, llm, or both: compare rules and llm.")] = DEFAULT,
    form: Annotated[str, typer.Option("--format", "-f", help="jsonl or table.")] = "jsonl",
    verbose: Verbose = False,
) -> None:
    """Print the commitments that files state, one JSON line a document. Needs no warehouse.

    Example: defcoop extract article.txt --published 2024-07-14

    A line of a .jsonl holds id, published_on, text, and where known title, language, publisher, document_type, url.
    Offsets of the evidence point into the normalised text (NFC, plain spaces); a text that is normalised already keeps
    its offsets.

    The extractor llm sends the texts to DEFCOOP_LLM_URL; both prints where the two agree and differ.
    """
    from pipeline.commands.extracting import extract_paths

    start_log(verbose)
    check_format(form, ("jsonl", "table"))
    check_choice("extractor", extractor, (*EXTRACTORS, "both"))
    if not extract_paths(paths, published, form, extractor):
        raise SystemExit(1)


@app.command()
def ask(
    name: Annotated[str | None, typer.Argument(help="The question; see --list.")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(help="Its parameters, as name=value.")] = None,
    is_list: Annotated[bool, typer.Option("--list", help="Show the questions and their parameters.")] = False,
    is_explained: Annotated[bool, typer.Option("--explain", help="Show what it may be asked, and its SQL.")] = False,
    form: Format = "table",
    verbose: Verbose = False,
) -> None:
    """Ask a question that has a name.

    Example: defcoop ask commitments_of actor=Japan kind=information_sharing
    """
    STATE["verbose"] = verbose
    from pipeline.output import FORMATS, print_rows
    from warehouse.query import ask as ask_warehouse
    from warehouse.query import describe_question, find_question, list_questions

    if is_list or name is None:
        rows = [(one.name, ", ".join(map(str, one.parameters)), one.description) for one in list_questions()]
        print_rows(("question", "parameters", "what it answers"), rows, check_format(form, FORMATS))
        return
    given = read_parameters(parameters or [])
    if is_explained:
        print(describe_question(find_question(name), given))
    else:
        print_result(ask_warehouse(open_warehouse(), name, given), form)


@app.command()
def explain(
    identifier: Annotated[str, typer.Argument(help="Id of a commitment, a mention, a document or a fetch.")],
    verbose: Verbose = False,
) -> None:
    """Print what a record rests on: its evidence, its document, the snapshot's hash, the source.

    Example: defcoop explain c-0123456789abcdef0123
    """
    STATE["verbose"] = verbose
    path = open_warehouse()
    from warehouse.query import explain as explain_record

    print(explain_record(path, identifier))


@app.command()
def status(form: Format = "table", verbose: Verbose = False) -> None:
    """Show the last runs, what waits to be published, and the last alerts."""
    STATE["verbose"] = verbose
    from pipeline.commands.status import print_status
    from pipeline.output import FORMATS

    print_status(check_format(form, FORMATS))


@app.command()
def versions(form: Format = "table", verbose: Verbose = False) -> None:
    """List the published versions that are kept, the latest first."""
    STATE["verbose"] = verbose
    from pipeline.home.changes import print_versions
    from pipeline.output import FORMATS

    print_versions(check_format(form, FORMATS))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A version's id, previous, current, or a day, YYYY-MM-DD.")] = "previous",
    new: Annotated[str, typer.Argument(help="The same, for the later one.")] = "current",
    form: Format = "table",
    verbose: Verbose = False,
) -> None:
    """Show what changed between two published versions, each change with its sentence.

    Example: defcoop diff 2026-11-01 current --format csv
    """
    STATE["verbose"] = verbose
    from pipeline.home.changes import print_diff
    from pipeline.output import FORMATS

    print_diff(old, new, check_format(form, FORMATS))


@app.command()
def discard(
    batch: Annotated[str, typer.Argument(help="Id of a batch that waits to be published; see `defcoop status`.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with the batch.")],
    verbose: Verbose = False,
) -> None:
    """Take a wrong batch out before it is published. Its snapshots stay; it is never loaded.

    Example: defcoop discard b-0123456789abcdef0123 --reason "figures of the wrong year"
    """
    STATE["verbose"] = verbose
    from pipeline.steps import discard_batch

    note = discard_batch(batch, reason)
    print(f"{note['batch_id']} discarded: {note['reason']}")


@app.command()
def dictionary() -> None:
    """Print the data dictionary: every table and column, as Markdown."""
    from schemas.dictionary import write_dictionary

    print(write_dictionary())


@app.command()
def questions() -> None:
    """Print the page of the named questions with their answers on the published warehouse, as Markdown."""
    from pipeline.commands.questions_page import write_questions_page

    print(write_questions_page(open_warehouse()), end="")


if __name__ == "__main__":
    main()
