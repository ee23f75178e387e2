"""What a decision says of all open cases of a procedure."""

from django import forms

from motcua.base.ui.forms import Form, said
from motcua.casework.moving_words import ASK_NEW, OTHERWISE, OTHERWISE_LABEL, PROMISE_LABEL, PROMISES
from motcua.kernel.words import Words


def chosen(label: Words, ways: tuple[tuple[str, Words], ...]) -> forms.ChoiceField:
    choices = [(value, str(words)) for value, words in ways]
    return forms.ChoiceField(label=said(*label), choices=choices, widget=forms.RadioSelect, initial=choices[0][0])


class MoveAllForm(Form):
    """The first of each choice is what a fair official would choose."""

    text = forms.CharField(label=said("Theo quyết định", "By decision"), max_length=300)
    ask_new = forms.BooleanField(label=said(*ASK_NEW), required=False)

    field_order = ("text", "promise", "otherwise", "ask_new")

    def __init__(self, data: object = None) -> None:
        ways = {"promise": chosen(PROMISE_LABEL, PROMISES), "otherwise": chosen(OTHERWISE_LABEL, OTHERWISE)}
        vars(self)["base_fields"] = {**type(self).base_fields, **ways}
        super().__init__(data)
