"""Codes and links that only their reader may see: the row that is sent names them, its words get them on their way.

A stored message, an adviser's view of a thread and a backup hold ``[code 12]``; the phone gets the digits.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import object_session

from backend_client.identity_checks import code_of
from backend_client.models import Exchange, ExportLink, IdentityCheck
from channels.base import Outbound
from common.wording import secret
from hotline.settings import Settings

CODE, LINK = "code", "lien"
EXPORT_PATH = "/mes-donnees/"


def code_fact(check: IdentityCheck) -> dict[str, Any]:
    """The one-time code of a check, as a fact."""
    return secret(CODE, check.id)


def link_fact(link: ExportLink) -> dict[str, Any]:
    """The address of an export, as a fact."""
    return secret(LINK, link.id)


def code_key(settings: Settings) -> str:
    """The service's key for codes."""
    return settings.derived("one-time-code")


def link_of(settings: Settings, link: ExportLink) -> str:
    """The address of an export: 128 bits that nobody guesses, and the row they open."""
    said = f"{link.id}:{link.nonce}".encode()
    signature = hmac.new(settings.derived("export-link").encode(), said, hashlib.sha256).hexdigest()[:32]
    return f"{settings.base_url}{EXPORT_PATH}{link.id}-{signature}"


def filled(settings: Settings, exchange: Exchange, message: Outbound) -> Outbound:
    """The message with its codes and links, for the one who reads it; call it with the row's session open."""
    for marker, value in _secrets(settings, exchange):
        passages = tuple(replace(each, text=each.text.replace(marker, value)) for each in message.passages)
        message = replace(message, text=message.text.replace(marker, value), passages=passages)
    return message


def _secrets(settings: Settings, exchange: Exchange) -> Iterator[tuple[str, str]]:
    s = object_session(exchange)
    assert s is not None  # every caller has its transaction open
    for fact in (exchange.data.get("facts") or {}).values():
        if not isinstance(fact, dict) or fact.get("t") != "secret":
            continue
        kind, number = fact["v"]
        marker = f"[{kind} {number}]"
        if kind == CODE and (check := s.get(IdentityCheck, number)) is not None:
            yield marker, code_of(code_key(settings), check)
        if kind == LINK and (link := s.get(ExportLink, number)) is not None:
            yield marker, link_of(settings, link)
