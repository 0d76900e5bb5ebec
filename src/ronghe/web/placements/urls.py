"""Placement rounds: seats, rankings, the public draw; students and what they show of themselves."""

from django.urls import path

from ronghe.web.placements import draw, profile, ranking, rounds, seats, students

app_name = "placements"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/announce/", rounds.announce, name="announce"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/rank/", ranking.rank, name="rank"),
    path("rounds/<int:pk>/rank/<slug:act>/", ranking.act, name="rank-act"),
    path("rounds/<int:pk>/draw/", draw.draw, name="draw"),
    path("rounds/<int:pk>/draw/<str:name>", draw.file, name="file"),
    path("rounds/<int:pk>/seats/new/", seats.new, name="new-seat"),
    path("rounds/<int:pk>/by-hand/", seats.by_hand, name="by-hand"),
    path("rounds/<int:pk>/<slug:act>/", rounds.act, name="act"),
    path("seats/<int:pk>/", seats.seat, name="seat"),
    path("seats/<int:pk>/edit/", seats.edit, name="edit-seat"),
    path("seats/<int:pk>/<slug:act>/", seats.act, name="seat-act"),
    path("profile/", profile.profile, name="profile"),
    path("profile/works/<int:pk>/remove/", profile.remove_work, name="remove-work"),
    path("profile/consent/", profile.consent, name="consent"),
    path("profile/consent/withdraw/", profile.withdraw_consent, name="withdraw-consent"),
    path("students/", students.students, name="students"),
    path("students/enrol/", students.enrol, name="enrol"),
    path("students/enrol/many/", students.enrol_many, name="enrol-many"),
    path("students/<int:pk>/", students.student, name="student"),
    path("students/<int:pk>/edit/", students.edit, name="edit-student"),
    path("students/<int:pk>/<slug:act>/", students.act, name="student-act"),
]
