"""Pages of one file for staff: no script, nothing from elsewhere, kept by no cache and no search engine."""

import base64
import hashlib
from html import escape
from pathlib import Path

from fastapi.responses import HTMLResponse

_STYLES = Path(__file__).parent / "static"


def document(title: str, body: str, style: str) -> str:
    """A whole French page; ``title`` is text, ``body`` is HTML, ``style`` CSS."""
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="color-scheme" content="light">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def style(name: str) -> str:
    """The style sheet of a kind of page."""
    return (_STYLES / f"{name}.css").read_text(encoding="utf-8")


def response(title: str, body: str, css: str, status: int = 200) -> HTMLResponse:
    """The page as it is served: the policy allows its own style and a form to ourselves, nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    return HTMLResponse(document(title, body, css), status_code=status, headers=headers)
