"""All that is kept of somebody, as JSON for machines and as a page for people (GDPR art. 15 and 20)."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend_client import personal_data
from backend_client.models import Contact, Conversation, Exchange, Identity, Request
from backend_client.personal_data import Scope
from common.wording import MissingText, Wording
from hotline.rendering import outbound

_STAFF = ("technician:", "account:", "adviser:")
# Columns that say who did it; of the last only people, by their name.
_BY = ("by", "author", "acknowledged_by", "taken_by")


def document(s: Session, wording: Wording, scope: Scope) -> dict[str, Any]:
    """Everything in the scope: the rows by table, and the messages in the words in which they were read.

    Colleagues are named by their role: who they are is their own personal data.
    """
    tables = personal_data.export(s, scope)
    for rows in tables.values():
        for row in rows:
            row.update({key: _role(key, value) for key, value in row.items() if key in _BY})
    tables.pop("exchange", None)
    return {"messages": list(_messages(s, wording, scope)), **tables}


def _role(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return "adviser" if key == "taken_by" else value.split(":")[0] if value.startswith(_STAFF) else value


def _messages(s: Session, wording: Wording, scope: Scope) -> list[dict[str, Any]]:
    """What they wrote and read; not what a technician or a firm was told on the same request."""
    rows: list[dict[str, Any]] = []
    wrote = select(Request.contact_id).where(Request.person_id.in_(scope.ids["person"]))
    proven = select(Identity.contact_id).where(Identity.person_id.in_(scope.ids["person"]))
    mine = or_(Contact.id.in_(scope.ids["contact"]), Contact.id.in_(wrote), Contact.id.in_(proven))
    theirs = (
        select(Exchange)
        .join(Conversation, Conversation.id == Exchange.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Contact.technician_id.is_(None), mine)
        .order_by(Exchange.id)
    )
    ids = sorted(scope.ids["exchange"])
    for start in range(0, len(ids), 1000):
        for exchange in s.scalars(theirs.where(Exchange.id.in_(ids[start : start + 1000]))):
            rows.append(_message(wording, exchange))
    return rows


def _message(wording: Wording, exchange: Exchange) -> dict[str, Any]:
    text = exchange.text
    if exchange.direction == "out" and exchange.data.get("key"):
        try:
            text = outbound(wording, exchange, "").text
        except MissingText:
            text = f"[{exchange.data['key']}]"
    return {
        "at": exchange.created_at.isoformat(),
        "direction": exchange.direction,
        "channel": exchange.channel,
        "author": exchange.author if exchange.author in ("tenant", "assistant", "hotline") else "adviser",
        "text": text,
        "status": exchange.status,
    }


def as_json(found: Mapping[str, Any]) -> str:
    """The whole document, readable by people too."""
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_html(found: Mapping[str, Any]) -> str:
    """The inside of a page: a table for each kind."""
    return "\n".join(_table(name, rows) for name, rows in found.items() if rows)


def _table(name: str, rows: list[dict[str, Any]]) -> str:
    columns = list(rows[0])
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    lines = "".join(
        "<tr>"
        + "".join(f'<td data-name="{escape(c)}" dir="auto">{escape(_cell(row.get(c)))}</td>' for c in columns)
        + "</tr>\n"
        for row in rows
    )
    return f"<h2>{escape(name)}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>\n{lines}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "-"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
