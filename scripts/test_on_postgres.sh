#!/usr/bin/env bash
# The rooms' tests pass on PostgreSQL too. Skipped, loudly, only where it is not installed and this is not CI.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v pg_virtualenv >/dev/null; then
  echo "!!! PostgreSQL is not installed: the rooms were NOT tested on it." >&2
  [ "${CI:-}" = true ] && exit 1 || exit 0
fi
# A run that was killed leaves its throw-away cluster behind, and the next one would refuse to start.
for version in $(pg_lsclusters -h 2>/dev/null | awk '$2 == "regress" {print $1}'); do
  pg_dropcluster --stop "$version" regress || true
done
[ "$(id -u)" -eq 0 ] && as="-o unix_socket_directories=/tmp" || as=""
pg_virtualenv ${as:+$as} bash -c 'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" .venv/bin/python -m pytest -q -n 2 --dist loadfile tests/ledger tests/notices tests/jobs tests/once tests/privacy tests/members tests/postings tests/docking tests/intake tests/governance tests/agreements tests/credentials tests/half_states tests/races'
