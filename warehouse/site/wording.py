"""How values are said on a page: words, days, amounts; and which addresses may be links."""

from datetime import date, datetime

from warehouse.site.reading import Row


def say_words(term: str) -> str:
    """A term as words."""
    return term.replace("_", " ")


def say_day(value: date | datetime | None) -> str:
    """A day, or a dash."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return value.isoformat() if value else "–"


def safe_url(url: str | None) -> str | None:
    """An address that may be a link: of the web. Anything else is shown as text."""
    return url if url and url.startswith(("https://", "http://")) else None


def say_quantity(row: Row) -> str:
    """An amount with its unit, as short as a table wants it."""
    if row["quantity_value"] is None:
        return ""
    value = _say_number(row["quantity_value"])
    if row.get("quantity_value_max") is not None:
        value += f"–{_say_number(row['quantity_value_max'])}"
    unit = row["quantity_unit"] or ""
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {value}"
    if value == "1":
        unit = unit.removesuffix("s")
    return f"{value} % of GDP" if unit == "percent_of_gdp" else f"{value} {say_words(unit)}".strip()


def _say_number(value: float) -> str:
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.6g}{word}"
    return f"{value:,.10g}"
