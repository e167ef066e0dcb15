#!/bin/sh
# Gives each service a database and two roles for it: NAME_owner, which owns all that is in it and is used by its migrations, and NAME, under which the
# service runs and which owns nothing. Can be run again at any time: it changes passwords and connection limits, and hands a database from before there
# were two roles to its owner. Connects as the superuser PGUSER at PGHOST. The folder that `npm run keys` made for it (database-roles) is its argument: passwords
# of all (PGPASSWORD in the environment goes before the superuser's), and who may vouch for the server. Without one, PGPASSWORD, SERVICE_DATABASE_PASSWORD and
# SERVICE_OWNER_PASSWORD are in the environment.
set -eu

if [ $# -gt 0 ]; then
  set -a
  . "$1/passwords.env"
  PGPASSWORD=${PGPASSWORD:-$(cat "$1/password")}
  PGSSLMODE=verify-full
  PGSSLROOTCERT=$1/ca.crt
  set +a
fi

# Three processes of a service with a pool of 16 each, or two and one that takes the place of another. More processes or a larger pool need more.
connections="${SERVICE_CONNECTIONS:-48}"

for service in gateway status port account manifest entry cee enforcement; do
  name=$(echo "$service" | tr '[:lower:]' '[:upper:]')
  eval "export ROLE_PASSWORD=\"\${${name}_DATABASE_PASSWORD:?}\""
  eval "export OWNER_PASSWORD=\"\${${name}_OWNER_PASSWORD:?}\""
  # Passwords go by the environment: what stands in a command is read by whoever lists processes.
  psql --quiet --set=ON_ERROR_STOP=1 --dbname postgres \
    --set=role="portway_$service" --set=owner="portway_${service}_owner" --set=connections="$connections" <<'SQL'
\getenv password ROLE_PASSWORD
\getenv owner_password OWNER_PASSWORD
select format('create role %I login', name) from unnest(array[:'role', :'owner']) as name where not exists (select from pg_roles where rolname = name) \gexec
alter role :"role" login password :'password' connection limit :connections;
alter role :"owner" login password :'owner_password' connection limit 24;
alter role :"role" set idle_in_transaction_session_timeout = '15s';
alter role :"owner" set idle_in_transaction_session_timeout = '15s';
select format('create database %I owner %I', :'role', :'owner') where not exists (select from pg_database where datname = :'role') \gexec
alter database :"role" owner to :"owner";
revoke all on database :"role" from public;
grant connect on database :"role" to :"role";
\connect :"role"
reassign owned by :"role" to :"owner";
SQL
done
