"""How an act done in another's place is signed: pure."""

from motcua.domain.directory.enums import SigningForm

COMMITTEE = "ỦY BAN NHÂN DÂN"


def signed_as(form: str, title: str, agency: str, own_title: str) -> str:
    """The lines above a signature: "KT. CHỦ TỊCH" and below it "PHÓ CHỦ TỊCH".

    On behalf of a collective it is the body that is named, not the office: "TM. ỦY BAN NHÂN DÂN".
    """
    place = title
    if form == SigningForm.COLLECTIVE:
        place = COMMITTEE if agency.upper().startswith(COMMITTEE) else agency
    return f"{form.upper()}. {place.upper()}\n{own_title.upper()}"
