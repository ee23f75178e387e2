"""“Phân công”: how the tasks of one's unit are shared out, who has how much, who is away, who is skilled in what."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.daysoff.queries import working_day_minutes
from motcua.casework.queries import sharing as reading
from motcua.casework.services.rules import drop_rule, set_rule, set_skills, units_in
from motcua.domain.catalogue.models import Field
from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries.skills import skills_in_use
from motcua.faces.desk.forms.sharing import RuleForm, SkillsForm
from motcua.faces.desk.who import official
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

SAVED = Words("Đã lưu quy tắc. Việc mới được giao theo quy tắc này.", "Saved. New tasks follow it.")
DROPPED = Words("Đã bỏ quy tắc.", "Dropped.")
SKILLS = Words("Đã lưu kỹ năng của {name}.", "Skills of {name} saved.")


@requires(permissions.CASE_ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """`?don-vi=` one of the units one heads; POST sets a rule there."""
    agency = agency_of(request)
    form, status = rule_form(request, agency), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                set_rule(actor=official(request), agency_id=agency.pk, **form.values)
            except (Denied, NotVisible):
                raise
            except Fault as fault:
                form.add_fault(fault)
                status = fault.status
            else:
                return done(request, agency, SAVED)
    return drawn(request, agency, form, status)


@requires(permissions.CASE_ASSIGN)
@require_POST
def sharing_drop(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    drop_rule(actor=official(request), rule_id=rule_id)
    return done(request, agency_of(request), DROPPED)


@requires(permissions.CASE_ASSIGN)
@require_POST
def sharing_skills(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """What is ticked of the city's list."""
    agency = agency_of(request)
    held = next((one.position.skills for one in reading.officials_at(agency) if one.position.pk == position_id), ())
    form = SkillsForm(request.POST, known=skills_in_use(), held=held)
    if not form.is_valid():
        return drawn(request, agency, rule_form(request, agency, blank=True), 422, skills=(position_id, form))
    try:
        position = set_skills(actor=official(request), position_id=position_id, skills=form.wanted)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.add_fault(fault)
        return drawn(request, agency, rule_form(request, agency, blank=True), fault.status, skills=(position_id, form))
    return done(request, agency, SKILLS.fill(name=position.person.full_name))


def drawn(
    request: HttpRequest,
    agency: Agency,
    form: RuleForm,
    status: int,
    *,
    skills: tuple[UUID, SkillsForm] | None = None,
) -> HttpResponse:
    known = skills_in_use()
    day = working_day_minutes()
    people = [
        {
            "one": one,
            "days": days_of(one.minutes, day),
            "form": skills[1]
            if skills and skills[0] == one.position.pk
            else SkillsForm(known=known, held=one.position.skills, auto_id=f"id_%s_{one.position.pk}"),
            "open": bool(skills and skills[0] == one.position.pk),
        }
        for one in reading.officials_at(agency)
    ]
    facts = {
        "agency": agency,
        "agencies": reading.headed_by(official(request)),
        "people": people,
        "waiting": reading.waiting_at(agency),
        "asked_waiting": reading.asked_waiting_at(agency),
        "rules": reading.rules_at(agency),
        "form": form,
        "no_skills": not known,
    }
    return render(request, "desk/sharing.html", facts, status=status)


def days_of(minutes: int, day: int) -> Words:
    days = f"{minutes / day:.1f}"
    return Words(days.replace(".", ","), days)


def rule_form(request: HttpRequest, agency: Agency, *, blank: bool = False) -> RuleForm:
    units = [(str(one.pk), one.label) for one in units_in(agency)]
    known = [(f"field:{one.pk}", one.name) for one in Field.objects.order_by("name")]
    return RuleForm(request.POST if request.method == "POST" and not blank else None, known=known, units=units)


def agency_of(request: HttpRequest) -> Agency:
    """The unit asked for, else the first one heads. NotVisible for who heads none today."""
    headed = reading.headed_by(official(request))
    wanted = request.GET.get("don-vi", "")
    found = next((one for one in headed if str(one.pk) == wanted), None) or next(iter(headed), None)
    if found is None:
        raise NotVisible
    return found


def done(request: HttpRequest, agency: Agency, words: Words) -> HttpResponse:
    messages.success(request, str(words))
    return HttpResponseRedirect(f"{reverse('desk:sharing')}?don-vi={agency.pk}")
