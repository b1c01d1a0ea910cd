"""The extractors by name, and the one that reads where nobody asks for another."""

from typing import Literal, get_args

ExtractorName = Literal["rules", "learned", "llm"]
"""The rules; the rules with the learned model beside them; a language model behind an endpoint."""
EXTRACTORS: tuple[str, ...] = get_args(ExtractorName)
LOCAL = tuple(name for name in EXTRACTORS if name != "llm")
"""Those that read on this machine."""
DEFAULT: ExtractorName = "learned"
