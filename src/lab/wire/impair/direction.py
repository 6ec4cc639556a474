"""What happens to the packets of one direction."""
import contextlib
import heapq
import os
import random
import time

from settings import is_selected

MOST_WAITING = 32768  # bounds the memory
MOST_PACKET_BYTES = 65535  # of IP: the MTU can be raised while we run
BATCH_PACKETS = 64  # read at most so many before what is due has its turn


class Direction:
    """The packets from one device to the other: each is lost, or waits until it is due."""

    def __init__(self, source, target, settings, seed):
        self.source = source
        self._target = target
        self._random = random.Random(seed)
        self._waiting = []  # a heap of (due, number, arrived, packet)
        self._number = 0
        self._last_due = self._rate_free_at = 0.0
        self.set(settings)

    def set(self, settings):
        """Does this from now on, and counts anew."""
        self._settings = settings
        self._is_bursting = False
        if settings.seed is not None:
            self._random.seed(settings.seed)
        self.reset()

    def reset(self):
        """Counts anew."""
        self._in = self._untouched = self._lost = self._queue_full = self._duplicated = 0
        self._sent = self._undeliverable = 0
        self._delay_sum = self._delay_max = self._late_sum = self._late_max = 0.0

    def take_batch(self):
        """Takes what has arrived."""
        with contextlib.suppress(BlockingIOError):
            for _ in range(BATCH_PACKETS):
                self._take(os.read(self.source, MOST_PACKET_BYTES))

    def release(self):
        """Sends what is due."""
        waiting, now = self._waiting, time.monotonic()
        while waiting and waiting[0][0] <= now:
            due, _, arrived, packet = heapq.heappop(waiting)
            self._send(packet, due, arrived, now)
            now = time.monotonic()

    def next_due(self):
        """When release() is to be called next."""
        return self._waiting[0][0] if self._waiting else float('inf')

    def stats(self):
        """What truly happened since the counters began."""
        sent = max(self._sent, 1)
        return {
            'settings': self._settings.words,
            'packets': self._in,
            'untouched': self._untouched,
            'lost': self._lost,
            'queueFull': self._queue_full,
            'duplicated': self._duplicated,
            'sent': self._sent,
            'undeliverable': self._undeliverable,
            'waiting': len(self._waiting),
            'delayMeanMs': self._delay_sum / sent * 1e3,
            'delayMaxMs': self._delay_max * 1e3,
            'lateMeanMs': self._late_sum / sent * 1e3,
            'lateMaxMs': self._late_max * 1e3,
        }

    def _take(self, packet):
        """Decides what happens to a packet that has just arrived."""
        settings, now = self._settings, time.monotonic()
        if settings.only is not None and not is_selected(settings.only, packet):
            self._untouched += 1
            self._write(packet)
            return
        self._in += 1
        if self._is_lost():
            self._lost += 1
            return
        due = self._due_time(len(packet), now)
        if due is None or len(self._waiting) >= MOST_WAITING:
            self._queue_full += 1
            return
        if self._happens(settings.corrupt):
            packet = packet[:-1] + bytes([packet[-1] ^ 0x55])
        self._send_at(due, now, packet)
        if self._happens(settings.dup):
            self._duplicated += 1
            self._send_at(due, now, packet)

    def _happens(self, chance):
        return chance > 0 and self._random.random() < chance

    def _is_lost(self):
        settings = self._settings
        begins, ends = settings.burst
        if begins:
            was = self._is_bursting
            self._is_bursting = not self._happens(ends) if was else self._happens(begins)
        return (settings.down == '1' or self._in in settings.nth
                or (settings.every > 0 and self._in % settings.every == 0)
                or self._is_bursting or self._happens(settings.loss))

    def _due_time(self, length, now):
        """When a packet of this length leaves; None where the queue for its turn is too long."""
        settings, ready = self._settings, now
        if settings.rate:
            turn = max(now, self._rate_free_at)
            if turn - now > settings.queue:
                return None
            ready = self._rate_free_at = turn + length * 8 / settings.rate
        due = ready + max(0.0, settings.delay + self._jitter())
        share, early = settings.reorder
        if self._happens(share):
            return max(ready, due - early)
        if settings.order == 'keep':
            due = self._last_due = max(due, self._last_due)
        return due

    def _jitter(self):
        jitter, dist = self._settings.jitter, self._settings.dist
        if not jitter:
            return 0.0
        if dist == 'normal':
            return self._random.gauss(0, jitter)
        if dist == 'uniform':
            return self._random.uniform(-jitter, jitter)
        return jitter * (self._random.paretovariate(3) - 1)

    def _send_at(self, due, arrived, packet):
        if due <= arrived and not self._waiting:
            self._send(packet, due, arrived, arrived)
            return
        self._number += 1  # of two packets due at once the earlier goes first
        heapq.heappush(self._waiting, (due, self._number, arrived, packet))

    def _send(self, packet, due, arrived, now):
        if not self._write(packet):
            self._undeliverable += 1
            return
        self._sent += 1
        self._delay_sum += now - arrived
        self._late_sum += now - due
        self._delay_max = max(self._delay_max, now - arrived)
        self._late_max = max(self._late_max, now - due)

    def _write(self, packet):
        try:
            os.write(self._target, packet)
            return True
        except OSError:  # the device is down, or its namespace cannot keep up
            return False
