"""Telephone numbers in E.164 form."""

import phonenumbers

_FRANCE = 33
_MOBILE = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})


def e164(phone: str, region: str = "FR") -> str | None:
    """A phone number in E.164 form, None when it is not one: "06 39 98 00 00" gives "+33639980000".

    Possible numbers are taken, in service or not: those kept for fiction belong to nobody.
    """
    try:
        number = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(number: str) -> bool:
    """Whether a number in E.164 can be sent an SMS, as far as its numbering plan tells: in France 06 and 07 are mobile
    (plan national de numérotation, décision Arcep 2018-0881), those kept for fiction too."""
    parsed = phonenumbers.parse(number)
    if parsed.country_code == _FRANCE:
        return str(parsed.national_number).startswith(("6", "7"))
    return phonenumbers.number_type(parsed) in _MOBILE
