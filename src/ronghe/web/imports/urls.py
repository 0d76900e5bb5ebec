"""How rows come in from files, and the secretariat's first steps."""

from django.urls import path, register_converter

from ronghe.web.imports import starting, views


class ImportKindInPath:
    regex = "units|postings"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ImportKindInPath, "import_kind")

app_name = "imports"
urlpatterns = [
    path("imports/", views.imports, name="list"),
    path("imports/<import_kind:kind>/", views.upload, name="upload"),
    path("imports/<import_kind:kind>/template-<slug:language>.xlsx", views.template, name="template"),
    path("imports/<int:pk>/", views.import_page, name="import"),
    path("imports/<int:pk>/accept/", views.accept, name="accept"),
    path("imports/<int:pk>/progress/", views.progress, name="progress"),
    path("imports/<int:pk>/refused.xlsx", views.refused, name="refused"),
    path("start/", starting.start, name="start"),
    path("start/people/", starting.people, name="people"),
]
