"""An outage told, followed instead of reported again, and its end; the days of the cleaning, and its re-do."""

from tests.conversations.house import House


def test_an_outage_is_told_followed_and_over_and_cleaning_is_asked_and_done_again(office: House) -> None:
    tenant = office.tenant("T0017")
    office.veilleur("works", "outage", "P-CONV", "--nature", "water", "--buildings", "TIL-B")
    office.settle()
    assert "panne ou coupure : eau" in tenant.heard()[-1]
    told = " ".join(tenant.says("je n'ai plus d'eau du tout"))
    assert "panne ou coupure : eau" in told and "me tenir au courant" in told
    (noted,) = tenant.says("1")
    (request,) = tenant.requests()
    assert request.reference in noted and request.kind == "question"
    assert "panne ou coupure : eau" in tenant.says("quels travaux sont prévus dans mon immeuble ?")[0]
    office.veilleur("works", "end", "P-CONV")
    office.settle()
    assert "rétabli" in tenant.heard()[-1]

    days = " ".join(tenant.says("quand passe le ménage ?"))
    assert "parties communes" in days and "ce n'est pas bien fait" in days
    (opened,) = tenant.says("le ménage n'est pas fait dans l'escalier")
    complaint = tenant.requests()[-1]
    assert (complaint.kind, complaint.reference in opened) == ("cleaning", True)
    assert "nous faisons refaire" in opened
