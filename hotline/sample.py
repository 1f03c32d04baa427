"""A fictional landlord's directory, so that trying the hotline needs no data of one's own."""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend_client import who_pays
from backend_client.database import Database
from backend_client.import_kinds import KINDS
from backend_client.importing import import_file
from backend_client.models import Residence
from common.catalogue import Catalogue
from common.who_pays_data import Rules
from common.who_pays_terms import merged, read_terms
from hotline.services import DATA
from hotline.settings import ROOT

log = logging.getLogger(__name__)

SAMPLE = ROOT / "deploy" / "sample"


def load_when_empty(database: Database, now: datetime) -> None:
    """Import ``deploy/sample`` into a database that has no residence yet.

    :param now: when the landlord's own rules of who pays take effect
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
    _load_who_pays(database, now)


def _load_who_pays(database: Database, now: datetime) -> None:
    """The contracts, wear table, prices and agreements of the sample, in force."""
    rules = Rules.load(DATA / "who_pays", Catalogue.load(DATA / "catalogue"))
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for file in sorted((SAMPLE / "who_pays").glob("*.toml")):
        found |= read_terms(file, DATA / "schema", rules)
    with database.transaction() as s:
        who_pays.check_residences(s, found)
        version = who_pays.put_in_force(s, merged({}, found), now)
    log.info("sample who_pays: version %s", version)
