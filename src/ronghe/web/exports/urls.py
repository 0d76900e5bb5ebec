"""Files to take away: lists of postings and units, a posting's ranking, a round."""

from django.urls import path, register_converter

from ronghe.web.exports import views


class Spreadsheet:
    regex = "xlsx|csv"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Paper(Spreadsheet):
    regex = "xlsx|csv|pdf"


register_converter(Spreadsheet, "spreadsheet")
register_converter(Paper, "paper")

app_name = "exports"
urlpatterns = [
    path("postings/<paper:form>/", views.postings, name="postings"),
    path("units/<spreadsheet:form>/", views.units, name="units"),
    path("rankings/<int:pk>/<spreadsheet:form>/", views.ranking, name="ranking"),
    path("rounds/<int:pk>/<paper:form>/", views.round_, name="round"),
]
