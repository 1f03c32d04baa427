import pytest

from tests.channels.doors import KeepingDoor


@pytest.fixture
def door() -> KeepingDoor:
    return KeepingDoor()
