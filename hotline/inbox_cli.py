"""``veilleur inbox``: what needs a human being, by due date, in the terminal."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from backend_client import inbox, privacy
from backend_client.inbox import VIEWS, Line, Reader, Wanted
from common.catalogue import Catalogue
from common.wording import Wording
from hotline.desk import cases, words
from hotline.services import DATA
from hotline.terminal import backend_of, out, stop, the_settings

MOST = 200
# Who the log of access names for what was read here.
WHO = "command:inbox"


def show(
    view: Annotated[str, typer.Option(help=f"one of {', '.join(VIEWS)}")] = "todo",
    team: Annotated[str, typer.Option(help="this team only")] = "",
    search: Annotated[str, typer.Option(help="a reference, a name, an address")] = "",
    private: Annotated[bool, typer.Option("--private", help="confidential requests too")] = False,
    most: Annotated[int, typer.Option(help="how many lines", min=1, max=MOST)] = 40,
) -> None:
    """List what needs a human being: alerts first, then by due date."""
    if view not in VIEWS:
        stop(f'The view "{view}" is unknown; there are {", ".join(VIEWS)}.')
    backend = backend_of(the_settings())
    situations, wording = Catalogue.load(DATA / "catalogue").situations, Wording.load(DATA / "texts")
    now = backend.clock()
    table = Table("référence", "échéance", "pourquoi", "quoi", "où", "canal", "équipe", "en main", box=None)
    with backend.reading() as s:
        reader = Reader(private="all" if private else "none")
        found = inbox.inbox(s, reader, Wanted(view, team or None, search), now, most=most)
        for line in found.lines:
            due = words.until(line.due_at, now) if not line.paused else words.label(line.paused, "pause")
            why = ", ".join(words.label(code, "why") for code in line.why)
            if line.hidden:
                table.add_row("-", due, why, "confidentiel", "", "", "", "")
                continue
            request = line.request
            title = cases.title(situations, wording, request)
            cells = request.reference, due, why, title, cases.where(request), _channel(line)
            whose = words.label(request.team, "team"), line.taken_by or line.assignee or ""
            table.add_row(*map(escape, (*cells, *whose)), style="red" if line.late or line.alert_ids else "")
    shown = [line.request.id for line in found.lines if not line.hidden and line.request.private]
    with backend.transaction() as s:
        for request_id in shown:
            privacy.accessed(s, WHO, "inbox", "request", request_id, now)
    out.print(table)
    counts = ", ".join(f"{view} {number}" for view, number in found.counts.items() if number)
    out.print(f"{len(found.lines)} of {found.total}. {counts}", highlight=False)


def _channel(line: Line) -> str:
    foreign = line.language if line.language and line.language != "fr" else ""
    return " ".join(part for part in (words.label(line.request.channel, "channel"), foreign) if part)
