"""Commands of the running site."""

COMMANDS = ()
