"""The spool keeps messages whole, in order, and refuses a folder it cannot write."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.base import Inbound
from hotline.spool import Spool


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_goes_in_comes_out(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool"))
    message = Inbound("sms", "SM1", "+33639980000", text, attachments=({"url": "x"},))
    spool.put(message, "2026-11-22T01:00:00+00:00", carded=True)
    ((_, read, at, carded),) = list(spool.waiting())
    assert (read, at, carded) == (message, "2026-11-22T01:00:00+00:00", True)


def test_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for second in (3, 1, 2):
        spool.put(Inbound("sms", f"SM{second}", "+33639980000", ""), f"2026-11-22T01:00:0{second}+00:00", False)
    assert [message.provider_id for _, message, _, _ in spool.waiting()] == ["SM1", "SM2", "SM3"]
    assert len(spool) == 3


def test_a_folder_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        Spool(tmp_path / "file" / "spool")
