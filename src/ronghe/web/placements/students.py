"""A school's students: the list, one or many enrolled, one revised, those who graduate or leave."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.members.queries import units_of
from ronghe.members.rules import is_secretariat
from ronghe.members.states import UnitKind
from ronghe.placements import actions, queries, rules
from ronghe.placements.models import Place, Student
from ronghe.placements.states import LIVE, StudentStatus
from ronghe.skills.bridge import mentions
from ronghe.web.placements.filters import StudentFilter
from ronghe.web.placements.forms import ManyForm, StudentForm
from ronghe.web.placements.words import programmes_of, spans_of
from ronghe.web.tried import in_form, in_message, status_of

PAGE = 50
ACTS = {"graduate": StudentStatus.GRADUATED, "leave": StudentStatus.LEFT, "return": StudentStatus.ENROLLED}


def _schools(person):
    """The schools whose students the reader looks after."""
    units = Unit.objects.all() if is_secretariat(person) else units_of(person)
    return units.filter(kind=UnitKind.SCHOOL)


def _school(request):
    """The school that the address names, or the reader's only one. Whoever looks after none finds no such page."""
    schools = _schools(request.user)
    chosen = schools.filter(pk=int(request.GET["school"])) if request.GET.get("school", "").isdigit() else schools
    found = chosen.order_by("name_zh").first()
    if found is None:
        raise Http404
    return found


@login_required
@require_GET
def students(request):
    school = _school(request)
    rules.check_can_see_students(request.user, school)
    live = Place.objects.filter(student=OuterRef("pk"), status__in=LIVE)
    rows = school.students.select_related("person").annotate(has_place=Exists(live)).order_by("number")
    found = StudentFilter(request.GET, rows)
    facts = {
        "school": school,
        "schools": _schools(request.user).order_by("name_zh"),
        "filter": found,
        "page": Paginator(found.qs, PAGE).get_page(request.GET.get("page")),
        "enrols": rules.can_enrol(request.user, school),
    }
    return render(request, "web/placements/students.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def enrol(request):
    """One student is enrolled, and a letter lets them choose a password."""
    school = _school(request)
    rules.check_can_enrol(request.user, school)
    form = StudentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = in_form(form, lambda: actions.enrol(by=request.user, school=school, **form.cleaned_data))
        if made:
            messages.success(request, _("The student is enrolled. A letter lets them choose a password."))
            return redirect("placements:student", made.pk)
    return render(request, "web/placements/student_form.html", {"form": form, "school": school}, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def enrol_many(request):
    """Every line of the table is a student, or none is: what cannot be used is named by its line."""
    school = _school(request)
    rules.check_can_enrol(request.user, school)
    form = ManyForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_bound and form.is_valid():
        count = _enrolled(request, school, form)
        if count:
            words = ngettext("%(n)s student is enrolled.", "%(n)s students are enrolled.", count) % {"n": count}
            messages.success(request, words)
            return redirect("placements:students")
    return render(request, "web/placements/enrol_many.html", {"form": form, "school": school}, status=status_of(form))


def _enrolled(request, school, form):
    """How many were enrolled; none, with every line that was refused in the form."""
    faults = []
    with transaction.atomic():
        for n, columns in form.cleaned_data["students"]:
            try:
                with transaction.atomic():
                    actions.enrol(by=request.user, school=school, **columns)
            except Refused as refused:
                faults.append(_("Line %(n)s: %(fault)s") % {"n": n, "fault": refused})
        transaction.set_rollback(bool(faults))
    for fault in faults[:20]:
        form.add_error(form.cleaned_data["source"], fault)
    return 0 if faults else len(form.cleaned_data["students"])


def _visible(request, pk):
    """The student, if the reader may see the profile."""
    student = get_object_or_404(Student.objects.select_related("person", "school"), pk=pk)
    if not rules.can_see_student(request.user, student):
        raise Http404
    return student


@login_required
@require_GET
def student(request, pk):
    """A profile, as school, secretariat and the unit that takes the student see it."""
    found = _visible(request, pk)
    enrols = rules.can_enrol(request.user, found.school)
    facts = {
        "student": found,
        "programme": programmes_of([found.programme])[0],
        "works": found.works.all(),
        "spans": spans_of(found.about, mentions(found.about)),
        "enrols": enrols,
        "is_full": enrols or rules.is_self(request.user, found),
        "rankings": found.rankings.select_related("round").defer("round__inputs", "round__result") if enrols else [],
        "places": queries.places_visible_to(request.user).filter(student=found),
    }
    return render(request, "web/placements/student.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    found = _visible(request, pk)
    rules.check_can_enrol(request.user, found.school)
    start = {name: getattr(found, name) for name in ("number", "programme", "enrolled", "born")}
    form = StudentForm(request.POST if request.method == "POST" else None, is_known=True, initial=start)
    do = lambda: actions.revise_student(by=request.user, student=found, **form.cleaned_data)  # noqa: E731
    if form.is_bound and form.is_valid() and in_form(form, do):
        messages.success(request, _("Saved."))
        return redirect("placements:student", pk)
    facts = {"form": form, "school": found.school, "student": found}
    return render(request, "web/placements/student_form.html", facts, status=status_of(form))


@login_required
@require_POST
def act(request, pk, act):
    """The student has graduated, has left, or is back."""
    found = _visible(request, pk)
    rules.check_can_enrol(request.user, found.school)
    if act not in ACTS:
        raise Http404
    if in_message(request, lambda: actions.move_student(by=request.user, student=found, to=ACTS[act])):
        messages.success(request, _("Saved."))
    return redirect("placements:student", pk)
