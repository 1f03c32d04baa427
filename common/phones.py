"""Telephone numbers in E.164 form."""

import phonenumbers


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
