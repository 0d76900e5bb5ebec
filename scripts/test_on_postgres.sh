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
rooms="ledger notices jobs once privacy members skills postings docking intake governance agreements credentials placements half_states races"
paths=$(printf "tests/%s " $rooms)
if [ "${1:-}" != all ]; then  # these are long, and ask rules and files more than the database; `make test-postgresql` runs them too
  for long in agreements/test_rules agreements/test_actions agreements/test_verifying docking/test_case_walk docking/test_case_rules \
    docking/test_case_moves docking/test_round_killed intake/test_all_or_nothing intake/test_actions intake/test_generated \
    members/test_applications; do
    paths+="--ignore=tests/$long.py "
  done
fi
[ "$(id -u)" -eq 0 ] && as="-o unix_socket_directories=/tmp" || as=""
export paths
pg_virtualenv ${as:+$as} bash -ec '
  server="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT"
  DATABASE_URL="$server/postgres" .venv/bin/python -m pytest -q -n 2 --dist loadfile $paths
  createdb drill
  DATABASE_URL="$server/drill" SIZE=2MB .venv/bin/python scripts/backup_drill.py'
