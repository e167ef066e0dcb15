#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: a role and a database for each service, so that none can read another's.
set -eu

for service in gateway status account manifest entry cee; do
  psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set=role="portway_$service" --set=password="$DATABASE_PASSWORD-$service" <<'SQL'
create role :"role" login password :'password';
alter role :"role" set idle_in_transaction_session_timeout = '15s';
create database :"role" owner :"role";
revoke connect, temporary on database :"role" from public;
SQL
done
