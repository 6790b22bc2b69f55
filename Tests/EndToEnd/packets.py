"""A capture's packets as a list, to turn a good capture into one from a bad network.

Only classic pcap is read and written (dumpcap -P); editcap, which is installed with dumpcap, converts it to pcapng.
Checksums are left as they are: on a loopback interface they are not computed, and wslens ignores them.
"""

from __future__ import annotations

import struct
import subprocess
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random

from processes import find_program

FIN, SYN, PSH = 1, 2, 8
FILE_HEADER, RECORD_HEADER = 24, 16
# What fits in an IPv4 packet, whatever the headers.
MAXIMUM_PAYLOAD = 65_535 - 60 - 60
# The bytes before the IP header, by link type: Ethernet, raw IP, Linux cooked v1 and v2.
LINK_HEADERS = {1: 14, 101: 0, 113: 16, 276: 20}


@dataclass(frozen=True)
class Packet:
    """A TCP segment over IPv4, with its original headers."""

    link: bytes
    headers: bytes
    payload: bytes

    @classmethod
    def parse(cls, data: bytes, link: int) -> Packet:
        ip = link + (data[link] & 15) * 4
        payload = ip + (data[ip + 12] >> 4) * 4
        end = link + int.from_bytes(data[link + 2:link + 4], "big")
        return cls(data[:link], data[link:payload], data[payload:end])

    @property
    def _tcp(self) -> int:
        return (self.headers[0] & 15) * 4

    @property
    def source(self) -> str:
        """The sending end, as events name it: 127.0.0.1:1338."""
        return self._end(12, self._tcp)

    @property
    def destination(self) -> str:
        return self._end(16, self._tcp + 2)

    def _end(self, address: int, port: int) -> str:
        host = ".".join(map(str, self.headers[address:address + 4]))
        return f"{host}:{int.from_bytes(self.headers[port:port + 2], 'big')}"

    @property
    def sequence(self) -> int:
        return int(struct.unpack_from(">I", self.headers, self._tcp + 4)[0])

    @property
    def acknowledgment(self) -> int:
        return int(struct.unpack_from(">I", self.headers, self._tcp + 8)[0])

    @property
    def flags(self) -> int:
        return self.headers[self._tcp + 13]

    @property
    def end(self) -> int:
        """The sequence number after it: SYN and FIN take one too."""
        return (self.sequence + len(self.payload) + (self.flags & SYN > 0) + (self.flags & FIN > 0)) % 2**32

    def part(self, start: int, end: int) -> Packet:
        """Some of its bytes as a segment of their own. What ends the whole, such as FIN, only ends the last part."""
        flags = self.flags if end == len(self.payload) else self.flags & ~(FIN | PSH)
        return self._with(self.sequence + start, flags, self.payload[start:end])

    def joined(self, following: Packet) -> Packet:
        """Both as one segment."""
        return self._with(self.sequence, self.flags | following.flags, self.payload + following.payload)

    def _with(self, sequence: int, flags: int, payload: bytes) -> Packet:
        headers = bytearray(self.headers)
        struct.pack_into(">H", headers, 2, len(headers) + len(payload))
        struct.pack_into(">I", headers, self._tcp + 4, sequence % 2**32)
        headers[self._tcp + 13] = flags
        return replace(self, headers=bytes(headers), payload=payload)

    def follows(self, other: Packet) -> bool:
        """Whether its bytes come right after those of `other`."""
        return (self.source, self.destination, self.sequence) == (other.source, other.destination, other.end)

    def shows_arrival_of(self, other: Packet) -> bool:
        """Whether it acknowledges `other`, or some of it, so that it was sent after `other` had arrived."""
        return (self.source, self.destination) == (other.destination, other.source) \
            and 0 < (self.acknowledgment - other.sequence) % 2**32 < 2**31 and other.sequence != other.end


@dataclass(frozen=True)
class Packets:
    """The packets of a capture, in its order."""

    header: bytes
    all: list[Packet]

    @classmethod
    def read(cls, file: Path) -> Packets:
        """Reads a pcap file."""
        data = file.read_bytes()
        magic, link_type = struct.unpack_from("<I16xI", data)
        assert magic in (0xA1B2C3D4, 0xA1B23C4D), "not a pcap file of a little-endian machine"
        packets = []
        position = FILE_HEADER
        while position < len(data):
            [length] = struct.unpack_from("<8xI", data, position)
            position += RECORD_HEADER
            packets.append(Packet.parse(data[position:position + length], LINK_HEADERS[link_type]))
            position += length
        return cls(data[:FILE_HEADER], packets)

    def write(self, file: Path) -> Path:
        """Writes them, each at a later time than the one before; as pcapng if the file is named so."""
        pcap = file.with_suffix(".pcap")
        with pcap.open("wb") as output:
            output.write(self.header)
            for index, packet in enumerate(self.all):
                data = packet.link + packet.headers + packet.payload
                output.write(struct.pack("<IIII", index // 1000, index % 1000 * 1000, len(data), len(data)) + data)
        if file.suffix == ".pcapng":
            editcap = find_program("editcap", install="apt install tshark, or brew install wireshark")
            subprocess.run([editcap, "-F", "pcapng", pcap, file], check=True, capture_output=True, timeout=60)
        return file

    def without(self, *lost: Packet) -> Packets:
        """The same capture, in which some packets are missing."""
        return Packets(self.header, [packet for packet in self.all if not any(packet is one for one in lost)])

    def split(self, random: Random) -> Packets:
        """In smaller segments, as a network with other limits would carry it."""
        result = []
        for packet in self.all:
            length = len(packet.payload)
            cuts = random.sample(range(1, length), min(random.randrange(4), length - 1)) if length > 1 else []
            bounds = [0, *sorted(cuts), length]
            result += [packet.part(start, end) for start, end in pairwise(bounds)]
        return Packets(self.header, result)

    def disturbed(self, random: Random, reach: int = 12) -> Packets:
        """With a third of the packets late by up to `reach` places, some twice, and some sent again in other segments.

        No packet is later than the first that acknowledges it: nothing is acknowledged before it has arrived.
        """
        placed: list[tuple[float, Packet]] = []
        for index, packet in enumerate(self.all):
            late = min(random.uniform(1, reach), self._first_sign(index, reach) - 0.5) if random.random() < 0.33 else 0
            placed.append((index + late, packet))
            if random.random() < 0.1:
                placed.append((index + random.uniform(0, reach), packet))
            if random.random() < 0.1 and packet.payload:
                sent, again = self._again(index, random)
                placed.append((sent + random.uniform(0, reach), again))
        placed.sort(key=lambda entry: entry[0])
        return Packets(self.header, [packet for _, packet in placed])

    def _first_sign(self, index: int, reach: int) -> int:
        """How many places later the arrival of a packet shows; `reach` + 1 if it does not."""
        for distance, other in enumerate(self.all[index + 1:index + 1 + reach], start=1):
            if other.shows_arrival_of(self.all[index]):
                return distance
        return reach + 1

    def _again(self, index: int, random: Random) -> tuple[int, Packet]:
        """A retransmission that begins within the packet, and ends within the one after it if there is one.

        Also returns the place of the last packet whose bytes it has: it cannot have been sent before that.
        """
        packet = self.all[index]
        again = packet.part(random.randrange(len(packet.payload)), len(packet.payload))
        for place, following in enumerate(self.all[index + 1:], start=index + 1):
            if following.payload and following.follows(packet):
                if len(again.payload) + len(following.payload) > MAXIMUM_PAYLOAD:
                    break
                return place, again.joined(following.part(0, random.randint(1, len(following.payload))))
        return index, again
