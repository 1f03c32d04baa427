"""The signed link of a page: for those who cannot answer an SMS."""

from backend_client.models import Page
from hotline.settings import Settings
from hotline.signed_links import PAGE as PATH
from hotline.signed_links import link_to, number_of

__all__ = ["PATH", "link_of", "page_id_of"]


def link_of(settings: Settings, page: Page) -> str:
    """The address that shows a page and takes its answer; it shows on GET and acts on POST."""
    return link_to(settings, PATH, page.id)


def page_id_of(settings: Settings, signed: str) -> int | None:
    """The page that a link was signed for; None: nobody signed it."""
    return number_of(settings, PATH, signed)
