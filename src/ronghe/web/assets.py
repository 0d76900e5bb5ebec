"""Static files as they are served: compressed, and named by their content, also where one module imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """A page never runs modules of two releases: what a module imports is named by its content too."""

    support_js_module_import_aggregation = True
