"""The commands `defcoop store …`: make and try the store of bulk, put what waits there, bring snapshots back."""

import typer

from pipeline.commands.console import Verbose, start_log

app = typer.Typer(
    help="The store of bulk that DEFCOOP_STORE names: try it, put what waits, bring snapshots back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def make(verbose: Verbose = False) -> None:
    """Make the bucket or the folder that DEFCOOP_STORE names, where it is missing.

    Example: DEFCOOP_STORE=s3://defcoop defcoop store make
    """
    start_log(verbose)
    from pipeline.settings import load_settings
    from pipeline.store import make_place

    print(f"{make_place(load_settings())} is there")


@app.command()
def check(verbose: Verbose = False) -> None:
    """Put, read and remove an object there; exit 1 where any of it fails.

    Example: defcoop store check
    """
    start_log(verbose)
    from pipeline.settings import load_settings
    from pipeline.store import open_store, prove

    store = open_store(load_settings())
    prove(store)
    print(f"{store.address} takes and gives objects")


@app.command()
def put(verbose: Verbose = False) -> None:
    """Put what the store does not hold: snapshots, batches, exports. Killed, it is run again and goes on.

    Example: defcoop store put
    """
    start_log(verbose)
    from pipeline.home.ledger import lock_home
    from pipeline.night.bulk import put_pending
    from pipeline.night.bulk_exports import put_exports
    from pipeline.settings import load_settings, prepare_home
    from pipeline.store import open_store

    settings = load_settings()
    prepare_home(settings)
    store = open_store(settings)
    with lock_home(settings.home):
        batches, versions = put_pending(settings), put_exports(settings)
    print(f"{batches} batches and {versions} versions of exports put to {store.address}")


@app.command()
def fetch(verbose: Verbose = False) -> None:
    """Bring the snapshots that the home lacks back from the store; `defcoop rebuild` makes all else anew from them.

    Example: defcoop store fetch
    """
    start_log(verbose)
    from pipeline.home.ledger import lock_home
    from pipeline.night.gathering import fetch_snapshots
    from pipeline.settings import load_settings, prepare_home

    settings = load_settings()
    prepare_home(settings)
    with lock_home(settings.home):
        print(f"{fetch_snapshots(settings)} files of snapshots and their fetches came from {settings.store}")
