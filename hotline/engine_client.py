"""The hotline's side of the engine connector (``channels/engine.py``): one conversation turn over loopback."""

from dataclasses import dataclass, field
from typing import Any

import httpx

# How long a turn waits for its place while more than 32 are under way (seconds): after a crash or an outage all
# the messages that waited come at once, which says nothing against the engine.
QUEUE_PATIENCE = 30.0


class EngineDown(Exception):
    """The engine did not answer, answered late, or could not run an action: the turn is given up."""


@dataclass(frozen=True)
class Turn:
    """What the engine made of one message: new Rasa events, replies (key and facts, or a danger), understanding."""

    events: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    understood: dict[str, Any] = field(default_factory=dict)


class EngineClient:
    def __init__(self, url: str, secret: str, timeout: float) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"X-Engine-Secret": secret},
            timeout=httpx.Timeout(timeout, connect=1.0, pool=QUEUE_PATIENCE),
            limits=httpx.Limits(max_connections=32, max_keepalive_connections=32),
        )

    async def turn(self, conversation_id: int, events: list[Any], message: dict[str, Any]) -> Turn:
        """:raises EngineDown: no usable answer"""
        body = {
            "conversation_id": str(conversation_id),
            "events": events,
            "message": message,
        }
        answer = await self._post("/turn", body)
        if answer.get("failed_action"):
            raise EngineDown(f"action {answer['failed_action']} failed")
        if not answer.get("replies"):
            raise EngineDown("the engine had nothing to say")
        return Turn(answer["events"], answer["replies"], answer.get("understood") or {})

    async def parse(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Understanding alone, without dialogue. :raises EngineDown: no answer"""
        results: list[dict[str, Any]] = (await self._post("/parse", {"messages": messages}))["results"]
        return results

    async def ready(self) -> bool:
        try:
            return (await self._http.get("/health", timeout=2.0)).status_code == 200
        except httpx.HTTPError:
            return False

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            response = await self._http.post(path, json=body)
            response.raise_for_status()
            answer: dict[str, Any] = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise EngineDown(type(error).__name__) from error
        return answer

    async def close(self) -> None:
        await self._http.aclose()
