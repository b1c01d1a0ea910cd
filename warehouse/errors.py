"""Errors of the warehouse. Each message says what happened, where, and what to do."""


class WarehouseError(Exception):
    """Something is wrong with the warehouse file or with what is to be loaded into it."""


class SchemaDriftError(WarehouseError):
    """The published file has a table that cannot be carried over into its new declaration."""


class LoadError(WarehouseError):
    """Rows did not arrive, or must not be loaded in this order."""


class QueryError(WarehouseError):
    """A query, a question or an id that the warehouse has no answer to."""
