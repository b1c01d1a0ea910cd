"""A parsed sentence in its scene: what subjects, roles and leads are read from."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from transforms.english.actor_groups import Group
from transforms.english.scene import Scene


@dataclass(frozen=True)
class Sentence:
    """A sentence with its actors; `number` is its place in the scene.

    `quoted` are the actors of whoever is quoted, `fallback` those of a lead-in.
    """

    doc: Doc
    groups: Sequence[Group]
    scene: Scene
    number: int
    quoted: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
