#!/usr/bin/env bash
# Races for the last place, so many rounds, on SQLite and on a throw-away PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
export RONGHE_CLAIMS=200 RONGHE_RACES="$1"
race='.venv/bin/python -m pytest -q -s tests/races -k as_many_win'
$race
[ "$(id -u)" -eq 0 ] && as="-o unix_socket_directories=/tmp" || as=""
pg_virtualenv ${as:+$as} bash -c "DATABASE_URL=\"postgres://\$PGUSER:\$PGPASSWORD@\$PGHOST:\$PGPORT/postgres\" $race"
