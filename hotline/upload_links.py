"""One-time addresses for sending files: what they are for is in the address itself, signed, so that making one writes
nothing. Its row is written when it is used."""

import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from backend_client.attachments import PURPOSES
from hotline.settings import Settings

PATH = "/envoi/"
# Request, purpose, moment of issue in seconds: as short as it can be, since it goes into an SMS.
_PACKED = struct.Struct(">IBI")
# Addresses in circulation name a purpose by its place in this list.
_BY_NUMBER = tuple(PURPOSES)


@dataclass(frozen=True)
class Upload:
    """What an address was made for. ``token_hash``: what is kept of the address once it is used."""

    request_id: int
    purpose: str
    issued_at: datetime
    expires_at: datetime
    token_hash: str


def link_of(settings: Settings, request_id: int, purpose: str, now: datetime) -> str:
    """A fresh address for sending files of a purpose for a request.

    :raises ValueError: there is no such purpose
    """
    packed = _PACKED.pack(request_id, _BY_NUMBER.index(purpose), int(now.timestamp()))
    return f"{settings.base_url}{PATH}{_signer(settings).sign(base64_encode(packed)).decode()}"


def upload_of(settings: Settings, signed: str, lives: timedelta) -> Upload | None:
    """What an address was made for, also when it has expired; None: nobody signed it."""
    try:
        packed = base64_decode(_signer(settings).unsign(signed.encode()))
        request_id, number, seconds = _PACKED.unpack(packed)
        purpose = _BY_NUMBER[number]
    except (BadSignature, ValueError, IndexError, struct.error):
        return None
    issued_at = datetime.fromtimestamp(seconds, UTC)
    digest = hashlib.sha256(signed.encode()).hexdigest()
    return Upload(request_id, purpose, issued_at, issued_at + lives, digest)


def _signer(settings: Settings) -> Signer:
    return Signer(settings.signing_key, salt="upload-link")
