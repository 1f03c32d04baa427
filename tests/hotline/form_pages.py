"""Pages of forms without an account (a technician's, a contractor's), used as in a browser without JavaScript."""

import re

from fastapi.testclient import TestClient

from tests.hotline.conftest import House


def field(html: str) -> str:
    found = re.search(r'name="field" value="([0-9a-f]+)"', html)
    assert found
    return found[1]


async def press(house: House, phone: TestClient, path: str, act: str, **more: str) -> str:
    """Press a button of the page as it is shown; what follows from it is done."""
    shown = phone.get(path).text
    assert f'value="{act}"' in shown
    answer = phone.post(path, data={"act": act, "field": field(shown), **more})
    assert answer.status_code == 200
    await house.settle()
    return answer.text
