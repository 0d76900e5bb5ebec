"""Member units."""

from django.urls import path

from ronghe.web.members import acts, bulk, views

app_name = "members"
urlpatterns = [
    path("", views.directory, name="list"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/contact/", views.show_contact, name="show_contact"),
    path("<int:pk>/status/<str:to>/", acts.status, name="status"),
    path("<int:pk>/renew/", acts.renew, name="renew"),
    path("<int:pk>/delegates/new/", acts.appoint, name="appoint"),
    path("<int:pk>/delegates/<int:delegate>/end/", acts.end_delegate, name="end_delegate"),
    path("<int:pk>/people/<int:person>/invite/", acts.invite_again, name="invite_again"),
    path("<int:pk>/people/<int:person>/revoke/", acts.revoke_invitation, name="revoke_invitation"),
    path("bulk/", bulk.changes, name="bulk_changes"),
    path("bulk/<int:pk>/", bulk.made, name="bulk_change"),
    path("bulk/<int:pk>/undo/", bulk.undo, name="bulk_undo"),
    path("bulk/<slug:kind>/", bulk.change, name="bulk"),
]
