"""The worklist: what is due first stands first; tabs and kept views, counts, filters, columns."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.reading import relaxed
from motcua.base.ui.paging import room
from motcua.casework.looking.lists import note_list
from motcua.casework.queries import worklist as lists
from motcua.casework.queries.lookup import sought
from motcua.casework.queries.reminders import count_of
from motcua.casework.queries.wanted import BELOW, DUES, ORDERS, TABS, Wanted
from motcua.domain.cases.states import FACTS
from motcua.faces.desk import asking, filters, views_kept
from motcua.faces.desk.asking import VIEW, Listing
from motcua.faces.desk.bulk_pages import actions_offered
from motcua.faces.desk.cells import rows
from motcua.faces.desk.choices import choice_of
from motcua.faces.desk.models import SavedView
from motcua.faces.desk.rows import TONES, lines_of
from motcua.faces.desk.views.find import find
from motcua.faces.desk.who import edition_of, official
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

EMPTY = {
    "mine": Words("Bạn không còn việc nào đang chờ", "Nothing waits for you"),
    "unit": Words("Đơn vị không có hồ sơ đang chờ", "Nothing waits in your unit"),
    "below": Words("Không có hồ sơ nào đang chờ", "Nothing waits"),
    "waiting": Words("Không có hồ sơ nào đang chờ người nộp", "No case waits for its applicant"),
    "ready": Words("Không có kết quả nào chờ trả", "No result waits to be handed over"),
    "all": Words("Chưa có hồ sơ nào", "There are no cases yet"),
}
NARROW = "loc"
UNREAD = Words(
    "Chưa đọc được ngày “{text}”. Bạn gõ như 1/11/2026.", "The day “{text}” could not be read. Type it as 1/11/2026."
)
FOUND = Words("Kết quả tìm", "Search result")


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: HttpRequest) -> HttpResponseBase:
    """As many statements for any list, and one that notes who was shown. A filter form's empty fields are taken out of
    the address at once.
    """
    if request.method == "POST":
        return find(request)
    if "ap" in request.GET:
        return narrowed(request)
    actor = official(request)
    mark = edition_of(request)
    views = views_kept.mine(actor, mark)
    listing = asking.listing_of(request, actor, views)
    first = next((view for view in views if view.first), None)  # type: ignore[attr-defined]
    if first is not None and not asking.carried(request) and NARROW not in request.GET:
        return HttpResponseRedirect(f"{reverse('desk:worklist')}?{VIEW}={first.pk}")
    after, many = request.GET.get("sau", ""), room(request)
    also = [column.also for column in listing.columns if column.also]
    page, figures, reminded = relaxed(lambda: opened(actor, listing.wanted, after=after, room=many, also=also))
    note_list(actor, listing.wanted, (row.case.id for row in page.rows))
    base, tab = reverse("desk:worklist"), listing.wanted.shown_tab
    narrowing = NARROW in request.GET
    asked = sought(listing.wanted.search)
    facts: dict[str, Any] = {
        "listing": listing,
        "caption": FOUND if listing.wanted.search else listing.view.name if listing.view else tab.words,
        "search": listing.wanted.search,
        "sought": asked.words,
        "cut": asked.may_be_cut,
        "tabs": tabs(listing, views, below=choice_of(request, actor)["below"]),
        "figures": counted(figures, listing.wanted) if figures else {},
        "chips": filters.chips(listing) if listing.wanted.narrowed else [],
        "heads": heads(listing),
        "rows": rows(lines_of(page.rows, mark, listing.query, actor), listing.columns),
        "empty": EMPTY[tab.key],
        "reminded": reminded,
        "next_url": listing.url(base, sau=page.more) if page.more else "",
        "first_url": listing.url(base) if request.GET.get("sau") else "",
        "narrow_url": listing.url(base, **{NARROW: "1"}),
        "keep_url": listing.url(reverse("desk:view_new")),
        "bulk": {"url": listing.url(reverse("desk:bulk")), "actions": actions_offered(actor)},
        "begin_url": listing.url(reverse("desk:next_case")),
    }
    if narrowing:
        facts |= {"panel": filters.panel(actor, listing.wanted), "hidden": filters.hidden(listing.wanted)}
    return render(request, "desk/worklist.html", facts)


def narrowed(request: HttpRequest) -> HttpResponseBase:
    """From the filter form to the list's own address; a day that cannot be read is said, the others hold."""
    query, unread = asking.canonical(request.GET)
    for text in unread:
        messages.warning(request, str(UNREAD.fill(text=text)))
    return HttpResponseRedirect(f"{reverse('desk:worklist')}?{query}{'&loc=1' if unread else ''}")


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the component `tabs`."""

    label: Words | str
    url: str
    current: bool
    count: int | None = None


def tabs(listing: Listing, views: list[SavedView], *, below: bool) -> tuple[Tab, ...]:
    """The lists everybody has, then the kept views."""
    base = reverse("desk:worklist")
    plain = listing.view is None and not listing.wanted.search
    usual = [
        Tab(tab.words, f"{base}?muc={tab.key}", plain and tab is listing.wanted.shown_tab)
        for tab in TABS
        if tab is not BELOW or below
    ]
    kept = [Tab(view.name, f"{base}?{VIEW}={view.pk}", listing.view == view) for view in views]
    return (*usual, *kept)


def opened(actor: Actor, wanted: Wanted, **how: Any) -> tuple[lists.Page, lists.Figures | None, int]:
    """A page, the counts above it, none above what was searched for, and how many cases one is reminded of."""
    if wanted.search:
        return lists.worklist(actor, wanted, **how), None, count_of(actor)
    opening = lists.opened(actor, wanted, **how)
    return opening.page, opening.figures, opening.reminded


def counted(found: lists.Figures, wanted: Wanted) -> dict[str, Any]:
    """The counts as links that narrow to them; a pressed one leads back."""
    base = reverse("desk:worklist")
    dues = [
        {
            "words": due.words,
            "tone": due.tone,
            "count": shown(found.by_due[due.key], whole=found.whole),
            "pressed": wanted.due == due.key,
            "url": f"{base}?{asking.query_of(replace(wanted, due='' if wanted.due == due.key else due.key))}",
        }
        for due in DUES
        if found.by_due[due.key] or wanted.due == due.key
    ]
    states = [
        {
            "words": FACTS[state].words,
            "tone": TONES[FACTS[state].holder],
            "count": shown(count, whole=found.whole),
            "pressed": wanted.states == (state.value,),
            "url": base + "?" + asking.query_of(
                replace(wanted, states=() if wanted.states == (state.value,) else (state.value,))
            ),
        }
        for state, count in found.by_state.items()
    ]  # fmt: skip
    return {"dues": dues, "states": states, "total": shown(found.total, whole=found.whole)}


MOST_SHOWN = 999


def shown(count: int, *, whole: bool) -> str:
    """A count as far as it is known: "12", "999+", "12+" where the list was too long to count it all."""
    return f"{min(count, MOST_SHOWN)}{'+' if count > MOST_SHOWN or not whole else ''}"


class Head(NamedTuple):
    """The head of a column: its words, where it leads and what that sorts by; `sorted` as `aria-sort` says it."""

    words: Words
    url: str
    sorted: str
    note: Words | str


def heads(listing: Listing) -> tuple[Head, ...]:
    """The heads of the columns; those that sort lead to the next of their orders."""
    base, now = reverse("desk:worklist"), listing.wanted.sorted_by.key
    found = []
    for column in listing.columns:
        orders = column.orders if not listing.wanted.search else ()
        following = orders[(orders.index(now) + 1) % len(orders)] if now in orders else orders[0] if orders else ""
        up = "" if now not in orders else "descending" if now.startswith("-") else "ascending"
        url = f"{base}?{asking.query_of(replace(listing.wanted, order=following))}" if following else ""
        url += f"&{VIEW}={listing.view.pk}" if url and listing.view else ""
        note = ORDERS[following].words if following else ""
        found.append(Head(column.words, url, up, note))
    return tuple(found)
