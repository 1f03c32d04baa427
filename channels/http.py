"""HTTP for the channels: clients towards providers, and the body of a call from one."""

import ipaddress
from urllib.parse import urlsplit

import httpx
from fastapi import HTTPException, Request

# Larger than any form or update that a provider sends.
MAX_BODY = 256 * 1024


def is_loopback(url: str) -> bool:
    """Whether an address names this machine; False for what is no address."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def client(base: str, timeout: float, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client for one provider. The environment's proxy is not asked for an address of this machine."""
    return httpx.AsyncClient(timeout=timeout, transport=transport, trust_env=not is_loopback(base))


async def read_body(request: Request) -> bytes:
    """:raises HTTPException: 413 when it is larger than a provider's call can be"""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413, "The body is too large.")
    return bytes(body)
