from django.apps import AppConfig


class PostingsConfig(AppConfig):
    name = "ronghe.postings"
    default_auto_field = "django.db.models.BigAutoField"
