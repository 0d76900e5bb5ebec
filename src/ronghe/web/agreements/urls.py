"""Agreements: the list, drafting, the paper with its signatures, obligations, versions, verification."""

app_name = "agreements"
urlpatterns = []
