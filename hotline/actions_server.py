"""The assistant's actions, served to the engine on loopback from the hotline's own process.

Beside the hotline, an action and the turn share one database connection pool, and SQLite has one writing process.
The route speaks rasa-sdk's protocol (``POST /webhook``: {next_action, tracker, domain} -> {events, responses}).
"""

import hmac
import logging
from typing import Any

from fastapi import FastAPI, Header, Request
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

log = logging.getLogger(__name__)


def actions_app(secret: str) -> FastAPI:
    """The action server. It answers 400 with ``action_name`` when a form refuses the input, as the SDK's does."""
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    app = FastAPI(openapi_url=None)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/webhook")
    async def run(request: Request, x_engine_secret: str = Header(default="")) -> JSONResponse:
        if not hmac.compare_digest(x_engine_secret, secret):
            return JSONResponse({"error": "forbidden"}, status_code=403)
        call: dict[str, Any] = await request.json()
        name = call.get("next_action")
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            return JSONResponse(
                {"error": str(rejection), "action_name": rejection.action_name},
                status_code=400,
            )
        except ActionNotFoundException as missing:
            log.error("no such action: %s", missing.action_name)
            return JSONResponse(
                {"error": str(missing), "action_name": missing.action_name},
                status_code=404,
            )
        except Exception:
            # The tracker must not end up in an answer or a log: the name and the traceback are enough.
            log.exception("action %s failed", name)
            return JSONResponse({"error": "failed", "action_name": name}, status_code=500)
        if result is None:
            return JSONResponse({"events": [], "responses": []})
        return JSONResponse(result.model_dump() if hasattr(result, "model_dump") else result)

    return app
