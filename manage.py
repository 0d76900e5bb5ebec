#!/usr/bin/env python
"""Django's own commands, with Ronghe's settings. For everything else there is `ronghe`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings")
execute_from_command_line(sys.argv)
