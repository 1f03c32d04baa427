"""What is not urgent: windows, one of them booked, and never more visits than there are people."""

from datetime import timedelta

from tests.conversations.house import PARIS, House, Phone

INTERCOM = "l'interphone ne marche plus"


def _offered(text: str) -> list[str]:
    """The windows of a numbered list, as words."""
    lines = [line for line in text.splitlines() if line[:2] in ("1 ", "2 ", "3 ")]
    return [line[2:] for line in lines if " entre " in line]


def _asks_for_a_visit(tenant: Phone) -> str:
    """Reports a broken intercom at home; returns the list of windows."""
    tenant.says(INTERCOM)
    confirmed, windows = tenant.says("seulement chez moi")
    (request,) = tenant.requests()
    assert request.reference in confirmed and (request.urgency, request.status) == ("3_days", "qualified")
    return windows


def test_three_windows_one_is_booked(office: House) -> None:
    tenant = office.tenant("T0023")
    windows = _offered(_asks_for_a_visit(tenant))
    assert len(windows) == 3
    (booked,) = tenant.says("2")
    (request,) = tenant.requests()
    assert windows[1] in booked and "Courant D" in booked and request.reference in booked

    (request,) = tenant.requests()
    assert request.status == "appointment_booked"
    (row,) = office.appointments_of(request)
    assert (row.contractor.code, row.status) == ("courant", "booked")
    starts = row.starts_at.astimezone(PARIS)
    assert f"{starts.day} novembre entre {starts.hour} h" in windows[1]
    assert row.ends_at - row.starts_at == timedelta(hours=2)
    assert office.history_of(request)[-1] == "booked"


def test_two_tenants_hold_the_same_list_and_one_gets_the_window(office: House) -> None:
    first, second = office.tenant("T0024"), office.tenant("T0031")
    list_of_first, list_of_second = _asks_for_a_visit(first), _asks_for_a_visit(second)
    assert _offered(list_of_first) == _offered(list_of_second)

    wanted = _offered(list_of_first)[0]
    assert wanted in first.says("1")[-1]
    too_late = second.says("1")
    assert "vient d'etre pris" in too_late[0]
    left = _offered(too_late[-1])
    assert left and wanted not in left
    assert left[0] in second.says("1")[-1]

    rows = [office.appointments_of(phone.requests()[0]) for phone in (first, second)]
    assert all(len(found) == 1 for found in rows)
    assert len({(found[0].contractor_id, found[0].starts_at) for found in rows}) == 2


def test_a_wish_in_words_and_other_windows(office: House) -> None:
    tenant = office.tenant("T0033")
    _asks_for_a_visit(tenant)
    (fridays,) = tenant.says("plutôt vendredi matin")
    assert _offered(fridays) and all(window.startswith("vendredi") for window in _offered(fridays))
    (later,) = tenant.says("d'autres créneaux")
    assert not set(_offered(later)) & set(_offered(fridays))
    assert _offered(later)[0] in tenant.says("le premier")[0]


def test_who_pays_in_the_middle_of_choosing_a_window(office: House) -> None:
    tenant = office.tenant("T0041")
    tenant.says("le robinet de ma cuisine goutte")
    _, windows = tenant.says("2")
    assert "titre indicatif" in windows

    said = tenant.says("qui paie la réparation ?")
    while "titre indicatif" not in said[0]:
        said = tenant.says("je ne sais pas")
    answer, again = said
    assert "robinet" in answer and "Texte" in answer
    assert _offered(again) == _offered(windows)
    assert _offered(windows)[0] in tenant.says("1")[0]
    (request,) = tenant.requests()
    (row,) = office.appointments_of(request)
    assert row.status == "booked"


def test_a_booked_visit_is_moved_and_then_cancelled(office: House) -> None:
    tenant = office.tenant("T0034")
    windows = _offered(_asks_for_a_visit(tenant))
    tenant.says("1")
    moving = tenant.says("je voudrais changer mon rendez-vous")
    new = next(window for window in _offered(moving[-1]) if window != windows[0])
    number = _offered(moving[-1]).index(new) + 1
    assert new in tenant.says(str(number))[0]
    (request,) = tenant.requests()
    statuses = [row.status for row in office.appointments_of(request)]
    assert sorted(statuses) == ["booked", "cancelled"]

    assert any("annul" in text for text in tenant.says("je veux annuler le rendez-vous"))
    (request,) = tenant.requests()
    assert "booked" not in [row.status for row in office.appointments_of(request)]
    assert request.status in ("received", "qualified")
