"""A browser at the desk, without the browser: cookies are kept, redirects are not followed, forms carry their field."""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI

from backend_client import accounts
from hotline import desk
from tests.hotline.conftest import House

PASSWORD = "une longue phrase à soi"
_FIELD = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


def desk_app(house: House) -> FastAPI:
    app = FastAPI()
    app.state.services = house.services
    app.include_router(desk.router(house.services))
    return app


def account(house: House, login: str, role: str, *teams: str, name: str = "") -> str:
    """Make an account that has chosen its password. Returns its sign-in name."""
    with house.services.backend.transaction() as s:
        made, _ = accounts.add(s, login, name or login.title(), role, teams, house.clock())
        accounts.change_password(s, made, PASSWORD, house.clock())
    return login


@dataclass
class Visitor:
    """One browser."""

    house: House
    client: httpx.AsyncClient = field(init=False)
    csrf: str = ""

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(desk_app(self.house))
        self.client = httpx.AsyncClient(transport=transport, base_url=self.house.services.settings.base_url)

    async def get(self, address: str, **more: Any) -> httpx.Response:
        response = await self.client.get(address, **more)
        if found := _FIELD.search(response.text):
            self.csrf = found[1]
        return response

    async def post(self, address: str, fields: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        return await self.client.post(address, data={"csrf": self.csrf, **(fields or {})}, **more)

    async def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        await self.get("/desk/sign-in")
        response = await self.post("/desk/sign-in", {"login": login, "password": password, **fields})
        if response.status_code == 303:
            await self.get("/desk/password")
        return response


async def signed_in(house: House, role: str = "adviser", *teams: str, login: str = "", name: str = "") -> Visitor:
    visitor = Visitor(house)
    response = await visitor.sign_in(account(house, login or role, role, *teams, name=name))
    assert response.status_code == 303, response.text
    return visitor
