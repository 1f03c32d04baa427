"""The HTML of the page that takes a tenant's photos and documents: one file, readable on a small phone, usable without
a script. Every text is a key of the catalogue, always escaped."""

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse

from backend_client.landlord import Landlord
from common.wording import FALLBACK, Wording
from hotline.who_pays_page import LANGUAGES

_STATIC = Path(__file__).parent / "static"
# A telephone that is asked for these, and not for HEIC, turns its photos into JPEG by itself (iOS).
_ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"
_CHANNEL = "web"


@dataclass(frozen=True)
class Form:
    """What a form needs: its secret field, and how much it takes. ``months``: how long a file is kept."""

    reference: str
    field: str
    months: int


class UploadPage:
    """The page in one language."""

    def __init__(self, wording: Wording, landlord: Landlord, language: str) -> None:
        self._wording, self._landlord = wording, landlord
        self.language = language if language in LANGUAGES else FALLBACK

    def say(self, key: str, **facts: Any) -> str:
        return escape(self._wording.render(key, facts, self.language, _CHANNEL))

    def notice(self, key: str, status: int, **facts: Any) -> HTMLResponse:
        """A page that only says something."""
        return self._response(f'<p role="status" class="note">{self.say(key, **facts)}</p>', status)

    def received(self, count: int, reference: str) -> HTMLResponse:
        """Said once the files are kept, and whenever the used address is opened again."""
        lines = (self.say("upload-page-received", count=count, reference=reference), self.say("upload-page-used"))
        body = "".join(f"<p>{line}</p>" for line in lines)
        return self._response(f'<div role="status" class="note">{body}</div>', 200)

    def form(self, form: Form, status: int = 200, refusal: str = "") -> HTMLResponse:
        """The form; ``refusal`` (HTML) says why nothing of the last sending was kept."""
        rules = self._landlord.attachments
        most = self.say("upload-page-limits", files=rules.max_files, megabytes=rules.max_megabytes)
        alert = f'<p role="alert" class="alert">{refusal}</p>' if refusal else ""
        told = {
            "most-bytes": rules.max_bytes,
            "most-files": rules.max_files,
            "too-large": self.refusal("size", 0, most=rules.max_megabytes),
            "too-many": self.refusal("many", 0, most=rules.max_files),
            "interrupted": self.say("upload-page-interrupted"),
        }
        data = " ".join(f'data-{name}="{value}"' for name, value in told.items())
        query = escape(urlencode({"lang": self.language}))
        return self._response(
            f"""<p>{self.say("upload-page-request", reference=form.reference)}</p>
<div id="said">{alert}</div>
<form method="post" action="?{query}" enctype="multipart/form-data" {data}>
<input type="hidden" name="field" value="{escape(form.field)}">
<p><label for="take">{self.say("upload-page-take")}</label>
<input id="take" name="file" type="file" accept="image/*" capture="environment"></p>
<p><label for="choose">{self.say("upload-page-choose")}</label>
<input id="choose" name="file" type="file" multiple accept="{_ACCEPTED}" aria-describedby="most"></p>
<p id="most">{most}</p>
<p id="wait" role="status" hidden>{self.say("upload-page-sending")}
<progress max="100" value="0" aria-label="{self.say("upload-page-sending")}"></progress></p>
<button>{self.say("upload-page-send")}</button>
</form>
<p class="small">{self.say("upload-page-privacy", landlord=self._landlord.name, months=form.months)}</p>""",
            status,
            script=True,
        )

    def refusal(self, reason: str, place: int, **facts: Any) -> str:
        """Why nothing was kept, as HTML; ``place``: which file it is about (from 1), 0: none in particular."""
        which = f"{self.say('upload-page-which', place=place)} " if place else ""
        return f"{which}{self.say(f'upload-refused-{reason}', **facts)} {self.say('upload-page-not-kept')}"

    def _response(self, body: str, status: int, script: bool = False) -> HTMLResponse:
        title = self.say("upload-page-title")
        css = (_STATIC / "upload.css").read_text(encoding="utf-8")
        code = (_STATIC / "upload.js").read_text(encoding="utf-8") if script else ""
        direction = "rtl" if self.language == "ar" else "ltr"
        document = f"""<!doctype html>
<html lang="{self.language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<header><p>{escape(self._landlord.name)}</p></header>
<nav aria-label="{self.say("upload-page-languages")}">{self._languages()}</nav>
<main>
<h1>{title}</h1>
{body}
</main>
{f"<script>{code}</script>" if script else ""}
</body>
</html>
"""
        return HTMLResponse(document, status_code=status, headers=_headers(css, code))

    def _languages(self) -> str:
        links = []
        for code, name in LANGUAGES.items():
            here = ' aria-current="page"' if code == self.language else ""
            links.append(f'<a href="?lang={code}" lang="{code}" hreflang="{code}"{here}>{name}</a>')
        return " ".join(links)


def _headers(css: str, code: str) -> dict[str, str]:
    """The policy allows the page's own style and script, and to send its form to ourselves; nothing else."""
    script = f"script-src {_digest(code)}; connect-src 'self'; " if code else ""
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src {_digest(css)}; {script}form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
