"""The site of a published file: static pages, each number one click from its sentence."""

from warehouse.site.build import write_site

__all__ = ["write_site"]
