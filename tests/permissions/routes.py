"""Every door of the house, walked from the URLconf: pages, files, exports, fragments, signed links, the admin site."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.urls import get_resolver
from django.urls.resolvers import URLPattern


@dataclass(frozen=True)
class Route:
    """One address pattern: its name with the namespace, its pattern, and the names of what stands in it."""

    name: str
    pattern: str
    parts: tuple[str, ...]


def every_route():
    """All routes of the URLconf; one without a name is called by its pattern."""
    return list(_walk(get_resolver().url_patterns, "", "", ()))


def _walk(patterns, prefix, space, parts):
    for one in patterns:
        pattern = prefix + str(one.pattern)
        here = (*parts, *_parts(one.pattern))
        if isinstance(one, URLPattern):
            yield Route(space + (one.name or pattern), pattern, here)
        else:
            inner = space + (f"{one.namespace}:" if one.namespace else "")
            yield from _walk(one.url_patterns, pattern, inner, here)


def _parts(pattern):
    return tuple(pattern.converters) or tuple((getattr(pattern, "regex", None) and pattern.regex.groupindex) or ())


def lines_for(route, lines):
    """The lines that declare `route`: those with its name; else those whose pattern, as `admin:*_add`, fits it."""
    exact = [line for line in lines if line.route == route.name]
    return exact or [line for line in lines if "*" in line.route and fnmatchcase(route.name, line.route)]


def undeclared(lines):
    """A sentence for each route that no line declares: its name, and where to declare it."""
    for route in every_route():
        if not lines_for(route, lines):
            area = route.name.partition(":")[0] if ":" in route.name else "home"
            yield (
                f"{route.name} (/{route.pattern}) stands in no permission table: add to tests/permissions/tables/"
                f"{area}.txt a line such as “{route.name.rpartition(':')[2]}  GET  -  : officer”"
            )
