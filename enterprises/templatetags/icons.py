"""Icons of the own sprite, in templates."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """A decorative icon: hidden from screen readers, so a word must stand beside it."""
    css = f"icon {extra_class}".strip() if extra_class != "brand-mark" else extra_class
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("icons/sprite.svg"),
        name,
    )
