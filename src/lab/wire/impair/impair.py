"""A wire between two network namespaces that delays, loses, repeats and reorders packets.

A TUN device in each namespace, and this process between the two. The settings of a direction are
one line of words; of two with the same name the later counts:
    delay=20ms  jitter=2ms  dist=normal|uniform|pareto   normal: one sigma; uniform: give or take
    order=keep|free               keep (default): no packet overtakes the one before it
    loss=1%  every=100  nth=3,7  down=1     at random; each 100th; just these two; all of them
    burst=P,R                     Gilbert: a burst of losses begins with chance P, ends with R
    dup=1%  corrupt=1%  reorder=1%,10ms     reorder: that share leaves 10 ms before its time
    rate=20mbit  queue=50ms       what would wait longer for its turn is dropped
    only=udp/53,tcp,icmp          all of this for these alone; a port on either side
    seed=7                        the same dice again
New settings start the counters of their direction anew, and with them the count of `every` and
`nth`; what is on its way already stays so. Only the first fragment of a packet shows its port.

The control socket takes "toVpc WORDS", "toOnPrem WORDS", "stats", and "reset" (of the counters).
"""
import argparse
import contextlib
import ctypes
import os
import select
import signal
import sys
import time

from control import Control
from device import open_device
from direction import Direction
from settings import parse

PR_SET_TIMERSLACK = 29
AWAKE_SECONDS = 30e-6  # waking up takes as long: so shortly before a packet is due, do not sleep
BEST_NICE = -20


def main():
    """Runs the wire, and returns the exit code."""
    options = read_arguments()
    try:
        to_vpc, to_on_prem = parse(options.to_vpc), parse(options.to_on_prem)
    except ValueError as error:
        print(f'impair.py: {error}', file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    be_punctual()
    on_prem = open_device(options.on_prem, options.device, options.mtu)
    vpc = open_device(options.vpc, options.device, options.mtu)
    directions = {
        'toVpc': Direction(on_prem, vpc, to_vpc, seed=1),
        'toOnPrem': Direction(vpc, on_prem, to_on_prem, seed=2),
    }
    control = Control(options.control)
    try:
        carry(directions, control)
    finally:
        control.close()
    return 0


def read_arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description='A wire between two network namespaces')
    parser.add_argument('--on-prem', required=True, metavar='NAMESPACE')
    parser.add_argument('--vpc', required=True, metavar='NAMESPACE')
    parser.add_argument('--device', required=True, metavar='NAME')
    parser.add_argument('--mtu', required=True, type=int, metavar='BYTES')
    parser.add_argument('--to-vpc', default='', metavar='WORDS')
    parser.add_argument('--to-on-prem', default='', metavar='WORDS')
    parser.add_argument('--control', required=True, metavar='PATH')
    return parser.parse_args()


def be_punctual():
    """By default the kernel adds up to 50 us to every wait, and others may go first."""
    ctypes.CDLL(None).prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0)
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, BEST_NICE)


def carry(directions, control):
    """Carries packets for ever."""
    sources = {direction.source: direction for direction in directions.values()}
    while True:
        sleep = time_to_sleep(directions.values())
        # select() waits for microseconds; poll() and epoll round up to milliseconds.
        for ready in select.select([*sources, *control.sockets()], (), (), sleep)[0]:
            if ready in sources:
                sources[ready].take_batch()
                continue
            line = control.read(ready)
            if line is not None:
                control.answer(ready, obey(line, directions))
        for direction in directions.values():
            direction.release()


def time_to_sleep(directions):
    """Seconds until a packet is due, or None."""
    due = min(direction.next_due() for direction in directions)
    return None if due == float('inf') else max(0.0, due - time.monotonic() - AWAKE_SECONDS)


def obey(line, directions):
    """Does what a line of the control socket says, and returns the answer."""
    verb, _, words = line.strip().partition(' ')
    if verb in directions:
        try:
            directions[verb].set(parse(words))
        except ValueError as error:
            return {'error': str(error)}
    elif verb == 'reset':
        for direction in directions.values():
            direction.reset()
    elif verb != 'stats':
        return {'error': f'"{verb}" is no command'}
    return {name: direction.stats() for name, direction in directions.items()}


if __name__ == '__main__':
    try:
        sys.exit(main())
    except OSError as error:
        sys.exit(f'impair.py: {error}')
