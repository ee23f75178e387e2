"""Forms of a page, as a browser would send them back."""

import lxml.html


def sent(page: bytes | str, form: str) -> dict[str, str]:
    """The fields of the form with this id, as they stand; buttons are pressed by adding `do`."""
    text = page.decode() if isinstance(page, bytes) else page
    found = lxml.html.fromstring(text).get_element_by_id(form)
    told = dict(found.form_values())
    told |= {one.get("name"): one.get("value") for one in found.xpath(".//input[@type='radio'][@checked][@value]")}
    told.pop("csrfmiddlewaretoken", None)
    return {name: value.replace("\r\n", "\n").replace("\n", "\r\n") for name, value in told.items()}
