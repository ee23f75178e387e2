"""The listed page pieces: each has its file, draws its example in both languages, and refuses what it does not know."""

import re
from pathlib import Path

import pytest
from django.template import Context, Engine, RequestContext, TemplateSyntaxError, engines
from django.test import RequestFactory

import motcua
from motcua.base import ui
from motcua.base.ui.components import Component, components
from motcua.kernel.words import LANGUAGES, Words, use_language

FOLDER = Path(ui.__file__).parent / "templates/ui/components"


SOURCES = Path(motcua.__file__).parent
ONCE = re.compile(r'\{% once "([^"]+)"')
OF_ONE_PAGE = re.compile(r"\b(page|request)\.\w|\b(csrf_token|messages)\b")


def engine() -> Engine:
    return engines["django"].engine


def draw(source: str, **facts: object) -> str:
    return engine().from_string(source).render(Context(facts))


def example_source(component: Component) -> str:
    given = " ".join(f"{name}=example.{name}" for name in component.example if name != "body")
    if component.box:
        return f'{{% box "{component.name}" {given} %}}{{{{ example.body|safe }}}}{{% endbox %}}'
    return f'{{% part "{component.name}" {given} %}}'


def test_list_and_folder_agree() -> None:
    files = {path.stem for path in FOLDER.glob("*.html") if not path.stem.startswith("_")}
    assert files == set(components())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("component", components().values(), ids=lambda component: component.name)
def test_example_is_drawn(component: Component, language: str) -> None:
    with use_language(language):
        shown = draw(example_source(component), example=component.example)
    assert shown.strip()
    assert "None" not in shown and "{%" not in shown
    for value in component.example.values():
        if isinstance(value, str) and value not in ("tel", "first", "info", "near", "inbox"):
            assert value in shown


@pytest.mark.parametrize("component", components().values(), ids=lambda component: component.name)
def test_example_gives_only_known_arguments(component: Component) -> None:
    assert component.complaint(set(component.example)) == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{% part "buton" label="x" %}', "no component"),
        ('{% part "button" %}', "needs label"),
        ('{% part "button" label="x" colour="red" %}', "does not take colour"),
        ('{% part "button" "x" %}', "by name"),
        ('{% part "card" %}', "box"),
        ('{% box "button" label="x" %}{% endbox %}', "part"),
    ],
)
def test_a_slip_is_told_when_the_template_loads(source: str, said: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=said):
        draw(source)


def test_arguments_are_escaped_and_bodies_are_not() -> None:
    shown = draw('{% box "card" title=title %}<p>{{ title }}</p>{% endbox %}', title="<b>")
    assert "<h2>&lt;b&gt;</h2>" in shown and "<p>&lt;b&gt;</p>" in shown


def test_a_piece_does_not_see_the_page_around_it() -> None:
    assert "leak" not in draw('{% part "button" label="Gửi" %}', href="leak", value="leak")


def test_the_form_token_reaches_a_piece() -> None:
    request = RequestFactory().get("/")
    inner = RequestContext(request, {})
    template = engine().from_string('{% box "card" %}{% csrf_token %}{% endbox %}')
    assert "csrfmiddlewaretoken" in template.render(inner)


def test_what_is_drawn_once_is_drawn_anew_for_other_values_and_in_the_other_language() -> None:
    source = '{% once "ui/components/tabs.html" label=label items=items %}'
    given = {"label": Words("Danh sách", "Lists"), "items": ()}
    with use_language("vi"):
        assert "Danh sách" in draw(source, **given) and draw(source, **given) == draw(source, **given)
        assert "&lt;b&gt;" in draw(source, **given | {"label": "<b>"})
    with use_language("en"):
        assert "Lists" in draw(source, **given)
    with pytest.raises(TypeError):
        draw(source, **given | {"items": [1]})


def test_what_is_drawn_once_knows_nothing_of_the_page_it_stands_on() -> None:
    named = {name for path in SOURCES.rglob("*.html") for name in ONCE.findall(path.read_text())}
    sources = {name: engine().get_template(name).source for name in named}
    assert len(sources) >= 5
    assert [name for name, source in sources.items() if OF_ONE_PAGE.search(source)] == []
