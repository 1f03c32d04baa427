"""The content of a photo or document that was sent to the bot: asked for by its file id, read as a stream.

https://core.telegram.org/bots/api#getfile: a link is good for an hour, and bots get files of at most 20 MB.
"""

from collections.abc import AsyncIterator, Callable

import httpx
from telegram import Bot, File
from telegram.error import BadRequest, Forbidden, TelegramError

from channels.base import FetchError

_TIMEOUT = httpx.Timeout(30.0, connect=10.0)


async def chunks_of(
    bot: Bot, client: Callable[[], httpx.AsyncClient], file_id: str, most_bytes: int
) -> AsyncIterator[bytes]:
    """The content of a file. :raises FetchError: it is too large, gone, or cannot be read at the moment"""
    file = await _asked_for(bot, file_id)
    if (file.file_size or 0) > most_bytes:
        raise FetchError("the file is too large", too_large=True)
    try:
        async with client() as http, http.stream("GET", file.file_path or "", timeout=_TIMEOUT) as answer:
            if answer.status_code != httpx.codes.OK:
                raise FetchError(f"the file was not served ({answer.status_code})", retryable=True)
            async for chunk in answer.aiter_bytes(65_536):
                yield chunk
    except httpx.HTTPError as error:
        raise FetchError(f"the file could not be read ({type(error).__name__})", retryable=True) from error


async def _asked_for(bot: Bot, file_id: str) -> File:
    try:
        return await bot.get_file(file_id)
    except BadRequest as error:
        raise FetchError("Telegram does not give the file", too_large="too big" in error.message.lower()) from error
    except Forbidden as error:
        raise FetchError("the bot may not read the file") from error
    except TelegramError as error:
        raise FetchError(f"Telegram failed ({type(error).__name__})", retryable=True) from error
