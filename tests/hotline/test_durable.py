"""The durable turn: begun once, and begun again after it failed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline import durable
from hotline.settings import Settings


@pytest.fixture
def stopped() -> Iterator[None]:
    yield
    durable.stop()


async def test_a_turn_that_failed_can_be_begun_again(tmp_path: Path, stopped: None) -> None:
    tries: list[int] = []

    async def turn(exchange_id: int) -> None:
        tries.append(exchange_id)
        if len(tries) == 1:
            raise ValueError("unforeseen")

    durable.launch(Settings(data_dir=tmp_path), turn, worker=1)
    with pytest.raises(ValueError, match="unforeseen"):
        await durable.start_turn(7)
    assert await durable.sweep() == 1
    await durable.start_turn(7)
    await durable.start_turn(7)
    assert tries == [7, 7]
