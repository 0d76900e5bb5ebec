"""Ronghe: docks the supply and the demand of industry and education."""

__version__ = "0.1.0"
