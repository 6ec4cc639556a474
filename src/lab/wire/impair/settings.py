"""The words that say what a wire does to the packets of one direction."""
import re
import struct
import types

UNITS = {
    'time': {'us': 1e-6, 'ms': 1e-3, 's': 1},
    'share': {'%': 0.01},
    'count': {'': 1},
    'rate': {'bit': 1, 'kbit': 1e3, 'mbit': 1e6, 'gbit': 1e9},
}
WORDS = {
    'delay': 'time', 'jitter': 'time', 'dist': 'normal|uniform|pareto', 'order': 'keep|free',
    'loss': 'share', 'every': 'count', 'nth': 'counts', 'burst': 'share,share', 'down': '0|1',
    'dup': 'share', 'corrupt': 'share', 'reorder': 'share,time',
    'rate': 'rate', 'queue': 'time', 'only': 'protocols', 'seed': 'count',
}
NOTHING = {
    'delay': 0, 'jitter': 0, 'dist': 'normal', 'order': 'keep',
    'loss': 0, 'every': 0, 'nth': (), 'burst': (0, 1), 'down': '0',
    'dup': 0, 'corrupt': 0, 'reorder': (0, 0),
    'rate': 0, 'queue': 0.05, 'only': None, 'seed': None,
}
PROTOCOLS = {'icmp': (1, 58), 'tcp': (6,), 'udp': (17,)}


def parse(line):
    """The settings of a line of words. Raises ValueError that names the first bad word."""
    given = {}
    for word in line.split():
        key, _, text = word.partition('=')
        if key not in WORDS:
            raise ValueError(f'"{word}" is no setting')
        try:
            given[key] = parse_value(WORDS[key], text)
        except ValueError:
            raise ValueError(f'"{word}": {key} takes {WORDS[key]}') from None
    return types.SimpleNamespace(words=line, **{**NOTHING, **given})


def parse_value(shape, text):
    """What a word says, in one of the shapes of WORDS."""
    if '|' in shape:
        require(text in shape.split('|'))
        return text
    kinds, parts = shape.split(','), text.split(',')
    if shape == 'protocols':
        return frozenset(pair for part in parts for pair in parse_protocol(part))
    if shape == 'counts':
        return tuple(parse_number('count', part) for part in parts)
    require(len(parts) == len(kinds))
    values = tuple(parse_number(*pair) for pair in zip(kinds, parts))
    return values if len(values) > 1 else values[0]


def parse_number(kind, text):
    """A number in one of the units of its kind; a share is at most 1, a count is whole."""
    match = re.fullmatch(r'([0-9]{1,9}(?:\.[0-9]{1,9})?)([a-z%]*)', text)
    require(match is not None and match[2] in UNITS[kind])
    value = float(match[1]) * UNITS[kind][match[2]]
    require(kind != 'share' or value <= 1)
    require(kind != 'count' or '.' not in match[1])
    return int(value) if kind == 'count' else value


def parse_protocol(text):
    """Pairs of protocol number and port: (17, 53) for udp/53; without a port, None in its place."""
    match = re.fullmatch(r'(icmp|tcp|udp)|(tcp|udp)/([0-9]{1,5})', text)
    require(match is not None)
    name = match[1] or match[2]
    port = None if match[3] is None else int(match[3])
    require(port is None or port < 65536)
    return [(number, port) for number in PROTOCOLS[name]]


def require(is_valid):
    """Raises ValueError unless it is so."""
    if not is_valid:
        raise ValueError


def is_selected(only, packet):
    """Whether a packet is of one of these protocols and ports."""
    if len(packet) < 20:
        return False
    is_later_fragment = False
    if packet[0] >> 4 == 4:
        protocol, start = packet[9], (packet[0] & 15) * 4
        is_later_fragment = packet[6] & 0x1F or packet[7]
    else:
        protocol, start = packet[6], 40
    if (protocol, None) in only:
        return True
    if is_later_fragment or len(packet) < start + 4:
        return False
    return any((protocol, port) in only for port in struct.unpack_from('!HH', packet, start))
