"""Which network addresses a request may go to: public ones, and loopback where a setting allows it.

An address that carries another one inside (IPv4-mapped, 6to4, Teredo, NAT64) is judged by the one inside as well.
Ranges: the IANA registries of special-purpose addresses (RFC 6890), RFC 6052 for NAT64, RFC 2765 for translated forms.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_METADATA: frozenset[Address] = frozenset(
    ip_address(text) for text in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")
)
_KINDS = {
    "is_loopback": "a loopback address",
    "is_unspecified": "no address at all",
    "is_multicast": "a multicast address",
    "is_link_local": "a link-local address",
}
_NAT64 = ip_network("64:ff9b::/96")
_TRANSLATED = ip_network("::ffff:0:0:0/96")
_COMPATIBLE = ip_network("::/96")
# Special ranges that this version of the standard library takes for global ones.
_SPECIAL = tuple(
    ip_network(text) for text in ("192.88.99.0/24", "192.0.0.0/24", "64:ff9b:1::/48", "5f00::/16", "fec0::/10")
)


def find_objection(text: str, *, allow_loopback: bool = False) -> str | None:
    """Why a request may not go to an address; None where it may."""
    address = ip_address(text.partition("%")[0])
    inner: list[Address] = list(_list_inner(address))
    if allow_loopback and all(part.is_loopback for part in inner or [address]):
        return None
    return next((said for part in [*inner, address] if (said := _object(part, bool(inner)))), None)


def find_name_objection(host: str, *, allow_loopback: bool = False) -> str | None:
    """The same for a host as it is written: all that can be judged where a proxy resolves the name."""
    if host == "localhost" or host.endswith(".localhost"):
        return None if allow_loopback else "a loopback address"
    try:
        return find_objection(host, allow_loopback=allow_loopback)
    except ValueError:
        return None


def _object(address: Address, is_carried: bool) -> str | None:
    if address in _METADATA:
        return "a cloud's metadata service"
    for name, said in _KINDS.items():
        if getattr(address, name):
            return said
    if any(address.version == network.version and address in network for network in _SPECIAL):
        return "an address for special purposes"
    if not address.is_global and not (is_carried and address.version == 6):  # the carrier's own range is no objection
        return "a private or reserved address"
    return None


def _list_inner(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries."""
    if isinstance(address, IPv4Address):
        return
    found: list[IPv4Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _TRANSLATED or (address in _COMPATIBLE and int(address) > 1):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    yield from (part for part in found if part is not None)
