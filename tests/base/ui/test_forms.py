"""Forms speak our words, keep what was typed, and lead the eye to the first mistake."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, engines

from motcua.base.ui.forms import Form, Typed, said
from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.identifiers import phone
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words, use_language


class Sample(Form):
    name = forms.CharField(label=said("Họ và tên", "Full name"), max_length=5)
    born = Typed(typed_date, label=Words("Ngày sinh", "Date of birth"), required=False)
    phone = Typed(phone, label=Words("Số điện thoại", "Telephone"), help_text=Words("Để báo tin", "For news"))
    way = forms.ChoiceField(
        label="Cách nhận", choices=[("office", "Tại quầy"), ("post", "Bưu điện")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Loại", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="Tôi cam đoan")
    paper = forms.FileField(label="Giấy chứng sinh", required=False)


GOOD = {"name": "Lan", "born": "1-2-25", "phone": "0912 345 678", "way": "post", "kinds": ["a"], "sure": "on"}


def draw(form: Form, source: str) -> str:
    return engines["django"].engine.from_string(source).render(Context({"form": form}))


def sample(**changes: Any) -> Sample:
    return Sample({**GOOD, **changes})


def test_readers_give_what_they_read() -> None:
    form = sample()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"].isoformat() == "2025-02-01"
    assert form.cleaned_data["phone"].digits == "0912345678"


def test_an_empty_optional_line_is_none() -> None:
    form = sample(born=" ")
    assert form.is_valid() and form.cleaned_data["born"] is None


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": ""}, "name", "Bạn chưa điền: Họ và tên."),
        ({"name": "Nguyễn Thị"}, "name", "Họ và tên: dài quá, tối đa 5 chữ."),
        ({"phone": "12"}, "phone", ""),
        ({"born": "31/2/2025"}, "born", ""),
        ({"way": "ship"}, "way", "Cách nhận: bạn chọn lại trong danh sách."),
        ({"sure": ""}, "sure", "Bạn chưa điền: Tôi cam đoan."),
    ],
)
def test_errors_say_what_to_do(changes: dict[str, str], field: str, said: str) -> None:
    error = sample(**changes).errors[field][0]
    assert error == said or not said
    assert error


def test_errors_follow_the_language() -> None:
    with use_language("en"):
        assert sample(name="").errors["name"] == ["Please fill in: Full name."]


def test_an_empty_file_is_named() -> None:
    form = Sample(GOOD, {"paper": SimpleUploadedFile("a.pdf", b"")})
    assert form.errors["paper"] == ["Giấy chứng sinh: tệp này trống. Bạn chọn tệp khác."]


def test_a_fault_goes_to_the_fields_it_names() -> None:
    form = sample()
    form.add_fault(Invalid({"name": Words("Tên có chữ số.", ""), "other": Words("Chưa đủ giấy.", "")}))
    assert form.errors == {"name": ["Tên có chữ số."], "__all__": ["Chưa đủ giấy."]}


def test_a_fault_without_fields_stands_on_top() -> None:
    form = sample()
    form.add_fault(Conflict())
    assert form.non_field_errors() == ["Nội dung vừa được thay đổi."]


def test_what_was_typed_is_kept_and_the_error_is_tied_to_the_control() -> None:
    shown = draw(sample(phone="12"), "{% field form.phone %}")
    assert 'value="12"' in shown and 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_phone_hint id_phone_error"' in shown
    assert 'id="id_phone_hint"' in shown and 'id="id_phone_error"' in shown


@pytest.mark.parametrize(
    ("field", "markup"),
    [
        ("way", 'type="radio" id="id_way_1" name="way" value="post" checked'),
        ("kinds", 'type="checkbox" id="id_kinds_0" name="kinds" value="a" checked'),
        ("sure", 'id="id_sure" name="sure" value="on" checked'),
        ("paper", 'type="file"'),
        ("born", "không bắt buộc"),
    ],
)
def test_each_kind_of_field(field: str, markup: str) -> None:
    assert markup in draw(sample(), f"{{% field form.{field} %}}")


def test_the_summary_leads_to_each_mistake() -> None:
    form = sample(name="", way="", sure="", kinds=[])
    shown = draw(form, "{% error_summary form %}")
    for target in ("#id_name", "#id_way_0", "#id_sure", "#id_kinds_0"):
        assert f'href="{target}"' in shown
        assert f'id="{target[1:]}"' in draw(form, "{% for f in form %}{% field f %}{% endfor %}")


def test_no_summary_without_mistakes() -> None:
    assert draw(sample(), "{% error_summary form %}") == ""
