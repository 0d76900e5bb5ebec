"""Static files of a release hang together: what a module imports is a module of the same release."""

import re

from django.core.management import call_command

from ronghe.web.assets import Assets

BY_CONTENT = re.compile(r"\./\w+\.[0-9a-f]{12}\.js")


def imported(settings, folder):
    """What the modules for seats import, once all static files are collected as they are for a site."""
    settings.STATIC_ROOT = folder
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "ronghe.web.assets.Assets"}}
    call_command("collectstatic", "--noinput", "--verbosity=0")
    texts = [path.read_text("utf-8") for path in folder.glob("web/js/seats/*.*.js")]
    return {found for text in texts for found in re.findall(r'^import .*? from "(.*?)";', text, re.M)}


def test_what_a_module_imports_is_named_by_its_content(settings, tmp_path):
    found = imported(settings, tmp_path)
    assert len(found) > 5
    assert [name for name in found if not BY_CONTENT.fullmatch(name)] == []
    assert [name for name in found if not (tmp_path / "web/js/seats" / name).exists()] == []


def test_without_that_it_would_be_named_by_its_name(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(Assets, "support_js_module_import_aggregation", False)
    assert [name for name in imported(settings, tmp_path) if BY_CONTENT.fullmatch(name)] == []
