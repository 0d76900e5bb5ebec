"""Taxonomies in and out: our JSON lines, ESCO's CSV, 1EdTech's CASE 1.1. ADR 0020 says what is what in each."""

from ronghe.engine.tables.taxonomies.formats import FORMATS, TAXONOMY, read_framework, read_taxonomy, write_framework
from ronghe.engine.tables.taxonomies.framework import Framework, moment

__all__ = ["FORMATS", "TAXONOMY", "Framework", "moment", "read_framework", "read_taxonomy", "write_framework"]
