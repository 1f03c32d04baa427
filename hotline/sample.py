"""A fictional landlord's directory, so that trying the hotline needs no data of one's own."""

import logging

from sqlalchemy import select

from backend_client.database import Database
from backend_client.import_kinds import KINDS
from backend_client.importing import import_file
from backend_client.models import Residence
from hotline.settings import ROOT

log = logging.getLogger(__name__)

SAMPLE = ROOT / "deploy" / "sample"


def load_when_empty(database: Database) -> None:
    """Import ``deploy/sample`` into a database that has no residence yet.

    :raises ValueError: a line of the sample that cannot be imported
    """
    with database.reading() as s:
        if s.scalar(select(Residence.id).limit(1)) is not None:
            return
    for kind in KINDS:
        report = import_file(database, kind, SAMPLE / f"{kind}.csv")
        if report.errors:
            line, message = report.errors[0]
            raise ValueError(f"{kind}.csv, line {line}: {message}")
        log.info("sample %s: %s", kind, report.created)
