#!/bin/sh
# Makes the passwords and keys of `docker compose up` that are not in .env yet, each random and of its own, and keeps them there: run it once in the
# project's folder, and again after an upgrade. On a database from before there was a .env, write DATABASE_PASSWORD=… into it first, as it was.
set -eu
umask 077
touch .env

add() {
  grep -q "^$1=" .env || printf '%s=%s\n' "$1" "$2" >> .env
}

random() {
  openssl rand -hex 24
}

add DATABASE_PASSWORD "$(random)"
for name in GATEWAY STATUS ACCOUNT MANIFEST ENTRY CEE; do
  add "${name}_DATABASE_PASSWORD" "$(random)"
  add "${name}_OWNER_PASSWORD" "$(random)"
done
add IMPORTER_DIGEST_KEY "$(random)"
if ! grep -q '^ACTIVITY_SIGNING_KEY=' .env; then
  key=$(openssl genpkey -algorithm ed25519 -outform DER | openssl base64 -A)
  add ACTIVITY_SIGNING_KEY "$key"
  add ACTIVITY_PUBLIC_KEYS "$(printf %s "$key" | openssl base64 -d -A | openssl pkey -inform DER -pubout -outform DER | openssl base64 -A)"
fi
