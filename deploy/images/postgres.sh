#!/bin/sh
# Starts Debian's PostgreSQL as the official image does: makes the data at the first start, runs the scripts once.
set -eu
export PATH="$(echo /usr/lib/postgresql/*/bin):$PATH" PGHOST=/tmp PGUSER=postgres

if [ ! -f "$PGDATA/PG_VERSION" ]; then
  initdb --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --username=postgres >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  pg_ctl --silent --wait --options="-c listen_addresses= -k /tmp" start
  for script in /docker-entrypoint-initdb.d/*; do sh "$script"; done
  pg_ctl --silent --wait stop
fi
exec postgres -c listen_addresses='*' -k /tmp
