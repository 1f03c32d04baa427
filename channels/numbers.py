"""Telephone numbers as addresses."""

from common import phones


def e164(address: str, region: str = "FR") -> str:
    """The number in E.164, without a ``whatsapp:`` or similar prefix. A short code or a name stays as it is."""
    bare = address.rpartition(":")[2].strip()
    return phones.e164(bare, region) or bare
