"""Forms of a reorganisation: the plan as a file or as text, the word that it may begin, and answers in a table."""

import re
from collections.abc import Iterable

from django import forms
from django.core.files.uploadedfile import UploadedFile

from motcua.base.files.fields import ScannedFileField
from motcua.base.ui.forms import Form
from motcua.casework.reorganisation.plan import WrongPlan
from motcua.faces.console.forms.agencies import say
from motcua.kernel.words import Words

BIGGEST = 2 * 1024 * 1024
IDENTIFIER = re.compile(r"[A-Z]\d+(?:\.[A-Z]*\d+)+")
NOTHING = Words("Bạn chọn tệp hoặc dán nội dung phương án.", "Please choose a file or paste the plan.")
TOO_BIG = Words("Tệp quá lớn, tối đa 2 MB.", "The file is too big, at most 2 MB.")
NO_TEXT = Words("Không đọc được tệp này. Bạn gửi tệp .json hoặc .csv.",
                "This file cannot be read. Send a .json or .csv file.")  # fmt: skip
AT_LINE = Words("Dòng {line}: {problem}", "Line {line}: {problem}")


class PlanForm(Form):
    file = ScannedFileField(
        label=say("Tệp phương án", "File of the plan"),
        help_text=say(".json hoặc .csv, tối đa 2 MB.", ".json or .csv, at most 2 MB."),
        required=False,
        allow_empty_file=True,
    )
    text = forms.CharField(
        label=say("Hoặc nội dung phương án", "Or the plan itself"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=BIGGEST,
        required=False,
        strip=False,
    )


class BeginForm(Form):
    sure = forms.BooleanField(
        label=say(
            "Tôi đã đối chiếu phương án với quyết định. Việc sắp xếp không hoàn tác được.",
            "I have compared the plan with the decision. A reorganisation cannot be undone.",
        )
    )


class AnswersForm(Form):
    answers = ScannedFileField(label=say("Bảng đã điền (CSV)", "The table filled in (CSV)"))


def text_of(upload: UploadedFile | None, form: Form, name: str = "file") -> str | None:
    """What the file says; None with the reason on the form."""
    if upload is None:
        return None
    content = upload.read(BIGGEST + 1)
    if len(content) > BIGGEST:
        form.add_error(name, str(TOO_BIG))
        return None
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        form.add_error(name, str(NO_TEXT))
        return None


def told_by_line(fault: WrongPlan, text: str) -> list[Words]:
    """Every problem with the line of the text where what it names stands first."""
    lines = text.splitlines()
    return [_placed(problem, lines) for problem in fault.problems]


def _placed(problem: Words, lines: Iterable[str]) -> Words:
    found = IDENTIFIER.search(problem.vi)
    if found is None or problem.vi.startswith(("Dòng", "Tệp")):
        return problem
    whole = re.compile(rf"(?<![\w.]){re.escape(found[0])}(?![\w.])")
    line = next((number for number, line in enumerate(lines, start=1) if whole.search(line)), None)
    return AT_LINE.fill(line=line, problem=problem) if line else problem
