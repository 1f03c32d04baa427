"""Telephone numbers as addresses."""

import phonenumbers


def e164(address: str, region: str = "FR") -> str:
    """The number in E.164, without a ``whatsapp:`` or similar prefix. A short code or a name stays as it is."""
    bare = address.rpartition(":")[2].strip()
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return bare
    if not phonenumbers.is_possible_number(number):
        return bare
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
