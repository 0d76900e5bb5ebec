"""Titles, committees, meetings, motions and resolutions."""

from django.urls import path

from ronghe.web.council import admissions, committees, meetings, motions, resolutions, titles

app_name = "council"
urlpatterns = [
    path("council/", meetings.home, name="home"),
    path("titles/", titles.register, name="titles"),
    path("titles/grant/", titles.grant, name="grant"),
    path("titles/new/", titles.define, name="define"),
    path("titles/units/<int:pk>/", titles.unit, name="unit-titles"),
    path("titles/holdings/<int:pk>/end/", titles.end, name="end-title"),
    path("titles/holdings/<int:pk>/void/", titles.void, name="void-title"),
    path("titles/<slug:code>/", titles.title, name="title"),
    path("titles/<slug:code>/edit/", titles.edit, name="edit-title"),
    path("council/committees/", committees.listing, name="committees"),
    path("council/committees/new/", committees.found, name="found"),
    path("council/committees/<int:pk>/", committees.committee, name="committee"),
    path("council/committees/<int:pk>/seat/", committees.seat, name="seat"),
    path("council/committees/<int:pk>/dissolve/", committees.dissolve, name="dissolve"),
    path("council/seats/<int:pk>/end/", committees.end, name="end-seat"),
    path("council/meetings/", meetings.listing, name="meetings"),
    path("council/meetings/new/", meetings.draft, name="new-meeting"),
    path("council/meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("council/meetings/<int:pk>/edit/", meetings.edit, name="edit-meeting"),
    path("council/meetings/<int:pk>/items/", meetings.add_item, name="add-item"),
    path("council/items/<int:pk>/remove/", meetings.remove_item, name="remove-item"),
    path("council/meetings/<int:pk>/act/<slug:code>/", meetings.act, name="meeting-act"),
    path("council/meetings/<int:pk>/attendance/", meetings.attendance, name="attendance"),
    path("council/meetings/<int:pk>/proxies/", meetings.proxy, name="proxy"),
    path("council/proxies/<int:pk>/file/", meetings.proxy_file, name="proxy-file"),
    path("council/proxies/<int:pk>/end/", meetings.end_proxy, name="end-proxy"),
    path("council/meetings/<int:pk>/motions/<slug:kind>/", motions.draft, name="new-motion"),
    path("council/motions/<int:pk>/", motions.motion, name="motion"),
    path("council/motions/<int:pk>/applications/<int:application>/", admissions.application, name="application"),
    path(
        "council/motions/<int:pk>/applications/<int:application>/materials/<int:material>/",
        admissions.material,
        name="material",
    ),
    path("council/motions/<int:pk>/edit/", motions.edit, name="edit-motion"),
    path("council/motions/<int:pk>/vote/", motions.vote, name="vote"),
    path("council/motions/<int:pk>/act/<slug:code>/", motions.act, name="motion-act"),
    path("council/motions/<int:pk>/roll.json", motions.roll, name="roll"),
    path("council/motions/<int:pk>/recount/", motions.recount, name="recount"),
    path("council/resolutions/", resolutions.listing, name="resolutions"),
    path("council/resolutions/<slug:number>/", resolutions.resolution, name="resolution"),
    path("council/resolutions/<slug:number>/<slug:language>.<slug:form>", resolutions.paper, name="paper"),
]
