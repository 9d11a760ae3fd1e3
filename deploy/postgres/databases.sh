#!/bin/sh
# Four databases, each with three logins of its own; none of them can connect to another service's database.
# Runs once, when the server is new, as its superuser. The three group roles are the ones that migrations grant to.
set -eu

password() {
  printenv "$(echo "$1_PASSWORD" | tr '[:lower:]' '[:upper:]')"
}

login() {
  psql --quiet -v ON_ERROR_STOP=1 -v login="$1_$2" -v group="helder_$2" -v password="$(password "$1_$2")" <<'SQL'
create role :"login" login password :'password' in role :"group";
SQL
}

database() {
  for role in owner worker app; do login "$1" "$role"; done
  psql --quiet -v ON_ERROR_STOP=1 -v database="$1" -v owner="$1_owner" -v worker="$1_worker" -v app="$1_app" <<'SQL'
create database :"database" owner :"owner";
revoke connect on database :"database" from public;
grant connect on database :"database" to :"owner", :"worker", :"app";
SQL
}

psql --quiet -v ON_ERROR_STOP=1 -c "revoke connect on database postgres, template1 from public" \
  -c "create role helder_owner" -c "create role helder_worker" -c "create role helder_app"
for service in inventory dpia publication feedback; do database "$service"; done
