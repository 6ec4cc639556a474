"""TUN devices in network namespaces."""
import contextlib
import ctypes
import fcntl
import os
import socket
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x0001
SIOCSIFMTU, SIOCSIFTXQLEN = 0x8922, 0x8943
TX_QUEUE_PACKETS = 2000  # a fast sender's bursts wait here; the default of 500 overflows


def open_device(namespace, name, mtu):
    """Makes a TUN device in a namespace and sets it up. It lives until this process ends."""
    try:
        with inside(namespace):
            return make(name.encode(), mtu)
    except OSError as error:
        raise OSError(error.errno, f'cannot make {name} in {namespace}: {error.strerror}') from None


def make(name, mtu):
    """Makes a device where this process is, and sets it up."""
    device = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    # Without offloads, so that each packet we read is one on the wire, with its checksum done.
    fcntl.ioctl(device, TUNSETIFF, struct.pack('16sH22x', name, IFF_TUN | IFF_NO_PI))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, SIOCSIFMTU, struct.pack('16si20x', name, mtu))
        fcntl.ioctl(sock, SIOCSIFTXQLEN, struct.pack('16si20x', name, TX_QUEUE_PACKETS))
        answer = fcntl.ioctl(sock, SIOCGIFFLAGS, struct.pack('16sH22x', name, 0))
        flags = struct.unpack('16sH22x', answer)[1]
        fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack('16sH22x', name, flags | IFF_UP))
    return device


@contextlib.contextmanager
def inside(namespace):
    """With this process in the network namespace of this name."""
    home = os.open('/proc/self/ns/net', os.O_RDONLY)
    try:
        enter('/run/netns/' + namespace)
        yield
    finally:
        enter(f'/proc/self/fd/{home}')
        os.close(home)


def enter(path):
    """Moves this process into the network namespace of this file."""
    namespace = os.open(path, os.O_RDONLY)
    try:
        if LIBC.setns(namespace, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(namespace)
