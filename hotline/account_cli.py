"""``veilleur account``: who may sign in to the desk. A one-time password is printed here and kept nowhere."""

from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.orm import Session

from backend_client import accounts
from backend_client.accounts import ROLES, AccountError
from backend_client.models import Account
from backend_client.wall_clock import write
from hotline.desk.sign_in import failure_key
from hotline.terminal import backend_of, out, stop, the_settings

app = typer.Typer(help="Accounts of the desk: who may sign in, and as what.", no_args_is_help=True)
Login = Annotated[str, typer.Argument(help="the sign-in name")]
Teams = Annotated[list[str] | None, typer.Option("--team", help="a team, as requests name it; again for another")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="the name that colleagues and tenants read")],
    role: Annotated[str, typer.Option(help=f"one of {', '.join(ROLES)}")],
    login: Annotated[str, typer.Option(help="the sign-in name; not given: the name in lower case")] = "",
    team: Teams = None,
) -> None:
    """Make an account and print its one-time password, to be changed at the first sign-in."""
    settings = the_settings()
    backend = backend_of(settings)
    try:
        with backend.transaction() as s:
            account, password = accounts.add(s, login or name, name, role, team or [], backend.clock())
    except AccountError as error:
        stop(f"{str(error)[0].upper()}{str(error)[1:]}.")
    _print_password(account, password, settings.base_url)


@app.command()
def reset(login: Login) -> None:
    """Print a new one-time password. Whoever is signed in with the account is signed out."""
    settings = the_settings()
    backend = backend_of(settings)
    with backend.transaction() as s:
        account = _account(s, login)
        password = accounts.reset(s, account, backend.clock())
    _print_password(account, password, settings.base_url)


@app.command()
def disable(login: Login) -> None:
    """Close an account. What it did stays in the history of the requests."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        accounts.disable(s, _account(s, login), backend.clock())
    out.print(f"{login}: nobody can sign in with this account any more.", highlight=False)


@app.command("set")
def set_(
    login: Login,
    role: Annotated[str, typer.Option(help=f"one of {', '.join(ROLES)}")] = "",
    team: Teams = None,
) -> None:
    """Give an account another role or other teams; it has to sign in again."""
    backend = backend_of(the_settings())
    if role and role not in ROLES:
        stop(f'The role "{role}" is unknown; there are {", ".join(ROLES)}.')
    with backend.transaction() as s:
        account = _account(s, login)
        account.role, account.teams = role or account.role, sorted(set(team)) if team else account.teams
        accounts.revoke_all(s, account)
    out.print(f"{login}: {account.role}, teams {', '.join(account.teams) or 'none'}.", highlight=False)


@app.command()
def unlock(login: Login) -> None:
    """Forget the failed sign-ins of an account, so that its owner need not wait."""
    settings = the_settings()
    backend = backend_of(settings)
    with backend.transaction() as s:
        account = _account(s, login)
        accounts.succeeded(s, failure_key(settings, "account", account.login))
    out.print(f"{login} can be tried again.", highlight=False)


@app.command("list")
def list_() -> None:
    """Show all accounts."""
    backend = backend_of(the_settings())
    table = Table("login", "name", "role", "teams", "state", box=None)
    with backend.reading() as s:
        for account in accounts.everybody(s):
            table.add_row(account.login, account.name, account.role, ", ".join(account.teams), _state(account))
    out.print(table)


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return f"closed since {write(account.disabled_at)}"
    if account.subject:
        return "by the identity provider"
    return "one-time password not changed yet" if account.one_time else "in use"


def _account(s: Session, login: str) -> Account:
    account = accounts.by_login(s, login)
    if account is None:
        stop(f'There is no account "{login}".')
    return account


def _print_password(account: Account, password: str, base_url: str) -> None:
    out.print(
        f"{account.name} signs in at {base_url}/desk as {account.login} with the one-time password\n\n"
        f"    {password}\n\nwithin {accounts.ONE_TIME_LIFE.days} days, and then chooses one of their own.",
        highlight=False,
        soft_wrap=True,
    )
