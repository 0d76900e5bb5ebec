"""How every form is drawn: label, example, help and error beside the field, a summary on top."""

from typing import ClassVar

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "web/parts/form.html"
    field_template_name = "web/parts/field.html"


class Examples:
    """Mix-in for forms: `examples = {"field": "山东华彩数字科技有限公司"}` shows the example in the label."""

    examples: ClassVar[dict[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, example in self.examples.items():
            self.fields[name].example = example
