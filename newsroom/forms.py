"""How the fields of all forms are made."""

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Widget


class Field(BoundField):
    """Django names the help of a field on its hidden initial value too, which nobody can read: HTML forbids it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if (widget or self.field.widget).is_hidden:
            attrs.pop("aria-describedby", None)
        return attrs


class Renderer(DjangoTemplates):
    bound_field_class = Field
