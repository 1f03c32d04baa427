"""The ``veilleur`` command."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts
from backend_client.import_kinds import KINDS
from backend_client.importing import import_file
from backend_client.models import Alert, Conversation, Request
from backend_client.wall_clock import write
from common.linear_text import ModelError
from hotline import account_cli, audit_cli, inbox_cli, report_cli, rota_cli, takeovers, times_cli
from hotline.desk import demo
from hotline.doctor import examine
from hotline.engine_client import EngineClient, EngineDown
from hotline.privacy_cli import app as privacy_app
from hotline.request_cli import app as request_app
from hotline.settings import Settings, SettingsError
from hotline.staff_cli import app as staff_app
from hotline.supervisor import supervise
from hotline.takeovers import Adviser, TakenByOther
from hotline.temporary_engine import engine_for
from hotline.terminal import backend_of, err, out, stop, the_settings
from hotline.understand import Understanding, read_lines
from hotline.who_pays_cli import app as who_pays_app
from hotline.work_orders_cli import work_order
from hotline.works_cli import app as works_app

app = typer.Typer(
    help="Veilleur, the hotline of a social landlord.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(rota_cli.app, name="rota")
app.add_typer(staff_app, name="staff")
app.add_typer(account_cli.app, name="account")
app.command("inbox")(inbox_cli.show)
audit_cli.add_to(report_cli.app)
app.add_typer(report_cli.app, name="report")
app.add_typer(times_cli.app, name="times")

app.add_typer(who_pays_app, name="who-pays")

app.command("work-order")(work_order)
app.add_typer(privacy_app, name="privacy")
app.add_typer(request_app, name="request")
app.add_typer(works_app, name="works")

# Messages parsed by the engine in one call.
BATCH = 64


@app.command()
def run() -> None:
    """Start the hotline: the service, its assistant, and without credentials the simulated phones."""
    settings = the_settings()
    if settings.simulated and (password := demo.way_in(backend_of(settings))):
        # In this terminal only: the service's own output goes to a file.
        told = f"Desk: {settings.base_url}/desk, as {demo.LOGIN} with the one-time password {password}"
        out.print(told, highlight=False, soft_wrap=True)
    try:
        supervise(settings)
    except SettingsError as error:
        stop(str(error))


@app.command()
def doctor() -> None:
    """Say what is configured, what is missing and what is wrong, in one screen."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    findings = asyncio.run(examine())
    for finding in findings:
        style = {"ok": "green", "missing": "yellow", "wrong": "red"}[finding.state]
        table.add_row(f"[{style}]{finding.state}[/{style}]", finding.subject, finding.sentence)
    out.print(table)
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(help=f"one of {', '.join(KINDS)}")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
) -> None:
    """Import a CSV file. Importing it again changes nothing; a wrong line is named and left out."""
    if kind not in KINDS:
        stop(f"{kind} cannot be imported; the kinds are {', '.join(KINDS)}.")
    backend = backend_of(the_settings())
    with Progress(console=err) as progress:
        task = progress.add_task(f"{kind}", total=None)
        report = import_file(
            backend.db,
            kind,
            file,
            lambda done, total: progress.update(task, completed=done, total=total),
            backend.clock(),
        )
    for line, message in report.errors:
        err.print(f"{file.name}, line {line}: {message}", style="red", highlight=False)
    out.print(f"{kind}: {report.created} created, {report.updated} updated, {report.unchanged} unchanged")
    if report.errors:
        raise typer.Exit(1)


@app.command()
def take(
    reference: Annotated[str, typer.Argument(help="the request's reference, R-2026-000123")],
    by: Annotated[str, typer.Option(help="the adviser's name, as the tenant reads it")],
    minutes: Annotated[
        int | None, typer.Option(help="after this long without a word the bot answers again; else the landlord's")
    ] = None,
) -> None:
    """Take a conversation over: the assistant is silent in it (the danger guard is not)."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        conversation = _conversation(s, reference)
        try:
            adviser = Adviser(by, f"adviser:{by}"[:80])
            takeovers.take(s, backend.landlord, conversation, adviser, backend.clock(), minutes)
        except TakenByOther as error:
            stop(f"{reference}: {error.by} has this conversation.")
        until = write(conversation.taken_until or backend.clock())
    out.print(f"{reference}: {by} answers until {until}, longer while either side writes.", highlight=False)


@app.command()
def give(reference: str) -> None:
    """Give a conversation back to the assistant."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        conversation = _conversation(s, reference)
        if not takeovers.give_back(s, conversation, "adviser:command", backend.clock()):
            stop(f"{reference}: nobody had taken this conversation over.")
    out.print(f"{reference}: the assistant answers again.")


def _conversation(s: Session, reference: str) -> Conversation:
    found: Conversation | None = s.scalar(
        select(Conversation)
        .join(Request, Request.contact_id == Conversation.contact_id)
        .where(Request.reference == reference, Conversation.closed_at.is_(None))
    )
    if found is None:
        stop(f"{reference}: no open conversation.")
    return found


@app.command("alerts")
def list_alerts() -> None:
    """List what waits for an adviser, oldest first."""
    backend = backend_of(the_settings())
    table = Table("alert", "request", "why", "raised", "then the duty is paged")
    with backend.reading() as s:
        waiting = select(Alert, Request).join(Request, Request.id == Alert.request_id)
        for alert, request in s.execute(waiting.where(Alert.acknowledged_at.is_(None)).order_by(Alert.id)):
            due = alert.due_at.isoformat(timespec="minutes") if alert.due_at else "-"
            table.add_row(
                str(alert.id),
                request.reference,
                alert.reason,
                alert.raised_at.isoformat(timespec="minutes"),
                due,
            )
    out.print(table)


@app.command("acknowledge-alert")
def acknowledge_alert(alert: int, by: Annotated[str, typer.Option(help="the adviser's name")]) -> None:
    """Take an alert: the duty is not paged for it any more."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        taken = alerts.acknowledge_alert(s, alert, by, backend.clock())
    if not taken:
        stop(f"Alert {alert} is unknown or was taken before.")
    out.print(f"Alert {alert} is {by}'s.")


@app.command()
def understand() -> None:
    """Read messages as JSON lines, write what is understood as JSON lines, in the same order."""
    settings = the_settings()
    try:
        wrong = asyncio.run(_understand(settings, Understanding.of(settings)))
    except (EngineDown, SettingsError) as error:
        stop(f"The engine does not answer: {error}")
    except ModelError as error:
        stop(str(error))
    if wrong:
        raise typer.Exit(1)


async def _understand(settings: Settings, understanding: Understanding) -> int:
    wrong = 0
    lines = list(read_lines(sys.stdin.buffer))
    async with engine_for(settings, lambda line: err.print(line, style="dim")) as url:
        client = EngineClient(url, settings.engine_secret, timeout=120)
        with Progress(console=err, transient=True) as progress:
            task = progress.add_task("understanding", total=len(lines))
            for start in range(0, len(lines), BATCH):
                batch = lines[start : start + BATCH]
                good = [message for _, message, _ in batch if message is not None]
                parsed = iter(await client.parse([_asked(message) for message in good]))
                for _, message, problem in batch:
                    if message is None:
                        wrong += 1
                        err.print(problem, style="red", highlight=False)
                        row = {
                            **understanding.row({"id": None, "text": ""}, {}),
                            "error": problem,
                        }
                    else:
                        row = understanding.row(message, next(parsed))
                    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
                progress.advance(task, len(batch))
        await client.close()
    return wrong


def _asked(message: dict[str, object]) -> dict[str, object]:
    return {
        "id": str(message.get("id") or ""),
        "text": str(message.get("text") or ""),
        "channel": message.get("channel") or "sms",
        "language": message.get("language"),
    }


if __name__ == "__main__":
    app(prog_name="veilleur")
