"""Views and table macros of the warehouse, made again with every candidate from `views/*.sql`.

A file with `Parameter:` lines in its header becomes a table macro of those parameters, any other a view. They are
made in the order in which they need each other. Their descriptions are in the database: `duckdb_views()`.
"""

import re
from graphlib import TopologicalSorter

import duckdb

from schemas.ddl import quote_name, quote_text
from warehouse.errors import WarehouseError
from warehouse.scripts import Script, load_scripts

_TEXT = re.compile(r"'[^']*'")
"""A kind in quotes may have the name of a view."""


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make every view and macro."""
    for script in sort_views(load_scripts("views")):
        create_view(con, script)


def create_view(con: duckdb.DuckDBPyConnection, script: Script) -> None:
    """Make one view or macro, with its description. Raises `WarehouseError` that names the file which is wrong."""
    try:
        con.execute(_create(script))
    except duckdb.Error as error:
        raise WarehouseError(f"views/{script.name}.sql: {error}: mend the view") from error
    kind = "macro table" if script.list_values("Parameter") else "view"
    con.execute(f"comment on {kind} {quote_name(script.name)} is {quote_text(script.description)}")


def drop_views(con: duckdb.DuckDBPyConnection) -> None:
    """Remove every view and macro that a file holds, also those that are no longer declared."""
    views = con.execute("select view_name from duckdb_views() where not internal").fetchall()
    macros = "select function_name from duckdb_functions() where not internal and function_type = 'table_macro'"
    for (name,) in views:
        con.execute(f"drop view if exists {quote_name(name)}")
    for (name,) in con.execute(macros).fetchall():
        con.execute(f"drop macro table if exists {quote_name(name)}")


def sort_views(scripts: tuple[Script, ...]) -> list[Script]:
    """Views in an order in which each comes after those that it names. Raises `graphlib.CycleError` for a circle."""
    known = {script.name: script for script in scripts}
    words = {name: set(re.findall(r"\w+", _TEXT.sub("", known[name].statement))) for name in sorted(known)}
    graph = {name: found & set(known) - {name} for name, found in words.items()}
    return [known[name] for name in TopologicalSorter(graph).static_order()]


def _create(script: Script) -> str:
    parameters = script.list_values("Parameter")
    if parameters:
        names = ", ".join(parameter.split()[0] for parameter in parameters)
        return f"create macro {quote_name(script.name)}({names}) as table {script.statement}"
    return f"create view {quote_name(script.name)} as {script.statement}"
