"""Numbers in one form, and which addresses are this machine."""

import pytest

from channels.http import is_loopback
from channels.numbers import e164


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("+33639980001", "+33639980001"),
        ("0639980001", "+33639980001"),
        ("06.39.98.00.01", "+33639980001"),
        ("0033639980001", "+33639980001"),
        ("whatsapp:+33639980001", "+33639980001"),
        ("36180", "36180"),
        ("LA POSTE", "LA POSTE"),
        ("", ""),
    ],
)
def test_e164(written: str, address: str) -> None:
    assert e164(written) == address


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "http://localhost", "https://[::1]:5/x", "http://127.9.9.9", "http://LOCALHOST:1"]
)
def test_this_machine(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://192.168.1.5",
        "null",
        "",
        "http://[::1",
        "http://0.0.0.0",
    ],
)
def test_other_machines(url: str) -> None:
    assert not is_loopback(url)
