"""Blocks: claims of different blocks are never compared, so each block is resolved alone.

The promise: a claim's block depends on the claim and on the registers alone, not on what else is known. That keeps
resolution near-linear, and lets a night read only the blocks that its new claims fall into.

- A name that belongs to one thing with fixed parties (EDCA, GCAP) stands for these parties: a text that names some of
  them, or speaks of the pact without its name, falls into the same block.
- An exercise series, or a name that no register knows, is a block of its own, whoever is named beside it.
- Weapons for oneself fall to the buyer: a text need not name the seller.
- Everything else falls to its kind and its actors: an ACSA is another one with every partner.
"""

from schemas.registers import Instrument
from transforms.commitments.agreement import is_lasting, is_one_of_its_name
from transforms.commitments.claims import CAPABILITY, Claim, find_instrument
from transforms.identity import make_id

Block = tuple[str, str, str]
"""Kind, whether actors or a name keep it together, and these."""


def find_block(claim: Claim) -> Block:
    """The block of a claim."""
    name = claim.instrument
    if claim.kind == CAPABILITY and (name is None or not is_one_of_its_name(name)):
        return _of_actors(claim.kind, frozenset(claim.parties))
    if name is None or not is_one_of_its_name(name):
        return _of_actors(claim.kind, claim.actors)
    found = find_instrument(name)
    if found is not None and found.parties and not found.is_series:
        return _of_actors(claim.kind, _list_parties(found, claim.actors))
    if found is None and is_lasting(claim.kind) and len(claim.actors) == 2:
        return _of_actors(claim.kind, claim.actors)
    return claim.kind, "name", name


def name_block(block: Block) -> str:
    """The id of a block, as the table of commitments keeps it."""
    return make_id("k", *block)


def _of_actors(kind: str, actors: frozenset[str]) -> Block:
    return kind, "actors", ",".join(sorted(actors))


def _list_parties(instrument: Instrument, actors: frozenset[str]) -> frozenset[str]:
    """The fixed parties, where the claim names some of these and nobody else."""
    parties = frozenset(instrument.parties)
    return parties if actors <= parties else actors
