"""Read last: what all conversations of this run have in common."""

import re

from sqlalchemy import select

from backend_client.models import Contact, Exchange
from common.gsm7 import is_gsm7, parts
from common.wording import Wording
from hotline.rendering import outbound
from hotline.services import DATA
from tests.conversations.conftest import Engine
from tests.conversations.house import House

LEAK = "il y a une fuite dans mon salon depuis mardi soir"


def test_every_sms_is_at_most_two_plain_parts(house: House) -> None:
    house.tenant("T0060").says(LEAK)
    sent = [
        item["text"]
        for number in house.http.get("/simulator/phones").json()
        for item in house.phone(number).items()
        if item["kind"] == "sms" and not item["from_phone"]
    ]
    assert sent
    # the list of languages names Arabic in its own letters, which no plain SMS holds
    too_long = [text for text in sent if parts(text) > 2 or not (is_gsm7(text) or "العربية" in text)]
    assert too_long == []


def test_no_sms_had_to_be_shortened(house: House) -> None:
    """A text whose end is left out was written too long."""
    shortened = [int(number) for number in re.findall(r"exchange (\d+) is too long", house.log.read_text())]
    with house.reading() as s:
        rows = s.scalars(select(Exchange).where(Exchange.id.in_(shortened))).all()
    wording = Wording.load(DATA / "texts")
    assert [f"{row.data['key']}: {outbound(wording, row, '').text}" for row in rows] == []


def test_no_words_no_numbers_and_no_stack_trace_in_any_log(house: House, engine: Engine) -> None:
    house.tenant("T0002").says("une phrase du journal que personne ne doit lire")
    with house.reading() as s:
        said = {text.strip() for text in s.scalars(select(Exchange.text)) if len(text.strip()) > 8}
        addresses = set(s.scalars(select(Contact.address)))
    numbers = {form for address in addresses for form in (address, address.replace("+33", "0"))}
    for log in (house.log.read_text(), engine.log.read_text(errors="replace")):
        assert log
        assert "Traceback" not in log
        assert [text for text in said if text in log] == []
        assert [number for number in numbers if number in log] == []
