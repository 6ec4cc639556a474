"""A Session-Reflector made of scapy's own idea of STAMP (or, as "light", of TWAMP-Light), on loopback.

Prints its port, then a line of JSON for each packet as scapy understands it.
"""

import json
import socket
import struct
import sys
import time

from scapy.contrib.stamp import (
    ErrorEstimate,
    STAMPSessionReflectorTestUnauthenticated,
    STAMPSessionSenderTestUnauthenticated,
)
from scapy.layers.inet import UDP

NTP_EPOCH = 2208988800


def ntp(seconds):
    whole = int(seconds)
    return ((whole + NTP_EPOCH) << 32) | int((seconds - whole) * 2**32)


def dissect(data):
    """scapy takes the length of the TLVs from the UDP header above."""
    return STAMPSessionSenderTestUnauthenticated(data, _parent=UDP(len=8 + len(data)))


def answer_of_stamp(packet, number, received):
    reply = STAMPSessionReflectorTestUnauthenticated(
        seq=number,
        err_estimate=ErrorEstimate(S=0, Z=0, scale=22, multiplier=1),
        ssid=packet.ssid,
        seq_sender=packet.seq,
        err_estimate_sender=packet.err_estimate,
    )
    data = bytearray(bytes(reply))
    # scapy writes times to the second: the exact ones are put in their places.
    data[4:12] = struct.pack("!Q", ntp(time.time()))
    data[16:24] = struct.pack("!Q", received)
    return data


def answer_of_light(packet, received):
    """RFC 5357 section 4.2.1, stateless: the sender's number is its own."""
    return bytearray(struct.pack("!IQHHQ", packet.seq, ntp(time.time()), 0x0101, 0, received)) + bytearray(17)


def main(mode):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    number = 0
    while True:
        data, caller = server.recvfrom(2048)
        received = ntp(time.time())
        packet = dissect(data)
        reply = answer_of_light(packet, received) if mode == "light" else answer_of_stamp(packet, number, received)
        reply[24:28] = data[0:4]
        reply[28:36] = data[4:12]
        reply[36:38] = data[12:14]
        server.sendto(bytes(reply), caller)
        number += 1
        tlvs = [[tlv.type, tlv.len] for tlv in packet.tlv_objects]
        seen = {"seq": packet.seq, "ssid": packet.ssid, "Z": packet.err_estimate.Z, "tlvs": tlvs}
        print(json.dumps({**seen, "multiplier": packet.err_estimate.multiplier}), flush=True)


main(sys.argv[1])
