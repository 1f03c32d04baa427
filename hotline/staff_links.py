"""The signed link of a page: for those who cannot answer an SMS."""

from itsdangerous import BadSignature, URLSafeSerializer

from backend_client.models import Page
from hotline.settings import Settings

PATH = "/a/"
_SALT = "page-link"


def link_of(settings: Settings, page: Page) -> str:
    """The address that shows a page and takes its answer; it shows on GET and acts on POST."""
    return f"{settings.base_url}{PATH}{URLSafeSerializer(settings.signing_key, salt=_SALT).dumps(page.id)}"


def page_id_of(settings: Settings, signed: str) -> int | None:
    """The page that a link was signed for; None: nobody signed it."""
    try:
        return int(URLSafeSerializer(settings.signing_key, salt=_SALT).loads(signed))
    except (BadSignature, ValueError, TypeError):
        return None
