"""Backups of the whole site: made while it runs, verified table by table, restored whole or not at all."""
