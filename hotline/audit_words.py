"""French words of the yearly reports that stand for codes of the database."""

from collections.abc import Mapping

from backend_client.request_life import life

UNKNOWN_PLACE = "Résidence non connue"

# What each threshold of the landlord is called where a firm missed it.
MARKS: Mapping[str, str] = {
    "punctual": "ponctualité",
    "missed": "rendez-vous manqués",
    "first_time": "réparation à la 1re visite",
    "score": "note des locataires",
}


def reason(code: str) -> str:
    """Why a promise was late, as its code says; an empty one was never noted."""
    found = life().breaches.get(code)
    return found.title if found else code or "Non notée"
