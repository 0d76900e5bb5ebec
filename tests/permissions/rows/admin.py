"""The admin site: the first row of each model; where there is none, a key that nothing has."""

from django.contrib import admin


def rows(world):
    return {
        "row": {"object_id": _first, "url": "nothing/"},
        "app": {"app_label": "members"},
        "person": {"content_type_id": 1, "object_id": 1},
    }


def _first(route):
    """The key of the first row of the model that this route of the admin site shows."""
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        path = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        if route.name.startswith((f"admin:{label}_", f"admin:{path}")):
            first = model._default_manager.order_by("pk").first()
            return first.pk if first else 987654
    return 987654


def bodies(world):
    return {}
