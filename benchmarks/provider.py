"""A stand-in for Twilio's REST interface, in a process of its own: takes every message at once and says when.

``python -m benchmarks.provider PORT`` prints one line for each ``Messages.json`` POST: the monotonic time in
nanoseconds (the same clock in every process of the machine), the recipient, and the exchange's id out of the
callback address.
"""

import asyncio
import itertools
import json
import sys
import time
from urllib.parse import parse_qs

_SIDS = itertools.count(1)


def _reply(status: str, body: dict[str, object]) -> bytes:
    content = json.dumps(body).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


class Messages(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as much of it as one client of ours speaks."""

    def __init__(self) -> None:
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, rest = self._received.partition(b"\r\n\r\n")
            length = _content_length(head)
            if len(rest) < length:
                return
            body, self._received = rest[:length], rest[length:]
            self._transport.write(_answer(head, body))  # type: ignore[attr-defined]


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _answer(head: bytes, body: bytes) -> bytes:
    if not head.startswith(b"POST "):
        return _reply("200 OK", {"messages": []})
    at = time.monotonic_ns()
    form = parse_qs(body.decode())
    exchange = form.get("StatusCallback", ["0"])[0].rpartition("/")[2]
    sys.stdout.write(f"{at} {form['To'][0]} {exchange}\n")
    sys.stdout.flush()
    return _reply("201 Created", {"sid": f"SM{next(_SIDS):032x}", "status": "queued"})


async def serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Messages, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
