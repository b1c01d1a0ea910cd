"""Commands that read again: a source further back, documents by the extractor of today."""

from typing import Annotated

import typer

from pipeline.commands.console import Verbose, start_log


def backfill(
    source: Annotated[str, typer.Option(help="Which source; see `defcoop sources`.")],
    since: Annotated[str, typer.Option(help="First day, YYYY-MM-DD.")],
    until: Annotated[str | None, typer.Option(help="Last day; without it up to now.")] = None,
    verbose: Verbose = False,
) -> None:
    """Read a source further back than a night looks, and publish it. Killed, it goes on where it stopped.

    Example: defcoop backfill --source wire --since 2024-01-01
    """
    start_log(verbose)
    from pipeline.again.backfill import run_backfill
    from pipeline.commands.reading import parse_day
    from pipeline.commands.summary import OUTCOME_TEXTS
    from pipeline.settings import load_settings

    last = parse_day(until, "--until") if until else None
    done = run_backfill(load_settings(), source, parse_day(since, "--since"), last)
    print("\n".join([f"{done.run_id} {OUTCOME_TEXTS.get(done.outcome, done.outcome)}", *done.lines]))
    if not done.is_complete:
        raise SystemExit(1)


def reextract(
    source: Annotated[str | None, typer.Option(help="One source; without it all.")] = None,
    verbose: Verbose = False,
) -> None:
    """Extract every document anew that can still be read; the next night publishes what has changed.

    Example: defcoop reextract --source wire
    """
    start_log(verbose)
    from pipeline.again.reextracting import reextract as reextract_batches
    from pipeline.settings import load_settings

    print("\n".join(reextract_batches(load_settings(), source)))


def rebuild(verbose: Verbose = False) -> None:
    """Make everything anew from snapshots alone, night by night. Killed, it goes on where it stopped.

    For a home that holds snapshots/ and fetches/ and nothing else; the runbook says how to get there.

    Example: defcoop rebuild
    """
    start_log(verbose)
    from pipeline.again.rebuilding import rebuild as rebuild_home
    from pipeline.settings import load_settings

    print("\n".join(rebuild_home(load_settings())))
