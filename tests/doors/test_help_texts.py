"""What helps with a field may quote people: their words are words there too; markup of our own stays markup."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


def shown(help_text):
    class Asked(forms.Form):
        name = forms.CharField(help_text=help_text)

    return render_to_string("web/parts/field.html", {"field": Asked()["name"]})


def test_words_of_people_are_escaped():
    assert "&lt;a href=javascript:hit()&gt;" in shown("At least <a href=javascript:hit()>")


def test_markup_that_we_made_stays():
    assert "<ul><li>" in shown(password_validators_help_text_html())
    assert "<b>" in shown(mark_safe("<b>bold</b>"))
