"""The lexical layer, on the surface and in any order: names of actors, dates, quantities, named agreements, layout."""
