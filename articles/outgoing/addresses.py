"""Which network addresses are never dialled: whatever is not a place on the public internet.

The list is written out because `ipaddress.is_global` of Python 3.11 calls NAT64 and 6to4 forms of a loopback
address, multicast and a cloud's metadata server global. After the IANA registries of special-purpose addresses
(https://www.iana.org/assignments/iana-ipv4-special-registry/ and iana-ipv6-special-registry/).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

# (network, what it is). The first that fits is named.
_V4 = (
    ("0.0.0.0/8", "no address"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a carrier's inner network"),
    ("127.0.0.0/8", "this machine itself"),
    ("168.63.129.16/32", "a cloud's metadata server"),
    ("169.254.0.0/16", "a local link, where clouds keep their metadata servers"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "reserved for examples"),
    ("192.31.196.0/24", "reserved for protocols"),
    ("192.52.193.0/24", "reserved for protocols"),
    ("192.88.99.0/24", "an IPv6 tunnel"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "reserved for protocols"),
    ("198.18.0.0/15", "reserved for measurements"),
    ("198.51.100.0/24", "reserved for examples"),
    ("203.0.113.0/24", "reserved for examples"),
    ("224.0.0.0/4", "many machines at once"),
    ("240.0.0.0/4", "reserved"),
)
_V6 = (
    ("::/128", "no address"),
    ("::1/128", "this machine itself"),
    ("::/96", "an IPv4 address in IPv6 clothes"),
    ("::ffff:0:0/96", "an IPv4 address in IPv6 clothes"),
    ("::ffff:0:0:0/96", "an IPv4 address in IPv6 clothes"),
    ("64:ff9b::/96", "an IPv4 address behind a translator"),
    ("64:ff9b:1::/48", "an IPv4 address behind a translator"),
    ("100::/64", "a place where everything is dropped"),
    ("2001::/32", "an IPv6 tunnel"),
    ("2001::/23", "reserved for protocols"),
    ("2001:db8::/32", "reserved for examples"),
    ("2002::/16", "an IPv6 tunnel"),
    ("2620:4f:8000::/48", "reserved for protocols"),
    ("3fff::/20", "reserved for examples"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "a local link"),
    ("fec0::/10", "a private network"),
    ("ff00::/8", "many machines at once"),
)
_UNICAST = ip_network("2000::/3")  # all that IANA has given out for the public internet
_INTERFACES = (
    b"\x00\x00\x5e\xfe",
    b"\x02\x00\x5e\xfe",
)  # ISATAP (RFC 5214): an IPv4 address is wrapped in it

Network = IPv4Network | IPv6Network
_DENIED: dict[int, tuple[tuple[Network, str], ...]] = {
    version: tuple((ip_network(network), words) for network, words in rows)
    for version, rows in ((4, _V4), (6, _V6))
}


def why_denied(address: str) -> str:
    """In words why this address (as a resolver gives it) is never dialled; "" when it may be."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "no address"
    for network, words in _DENIED[found.version]:
        if found in network:
            return words
    if found.version == 4:
        return ""
    if found not in _UNICAST:
        return "reserved"
    return "an IPv6 tunnel" if found.packed[8:12] in _INTERFACES else ""
