#!/bin/sh
# Makes the secrets of k8s/ from what `npm run keys -- FOLDER` made, or brings them up to date: `sh k8s/secrets.sh FOLDER`. authority, operator and secrets.json stay
# where they are. Those of database, broker and database-roles serve overlays/local; where each service has a database of its own (overlays/production), its
# server, its two roles, the broker and whoever scales are given theirs.
set -eu
services='gateway status port account manifest entry cee enforcement'
folder=${1:?give the folder that npm run keys made}

# On the server's side: what is applied here is not noted down beside the secret.
secret() {
  kind=$1 name=$2
  shift 2
  kubectl create secret "$kind" "portway-$name" --namespace portway "$@" --dry-run=client --output=yaml | kubectl apply --server-side --force-conflicts -f -
}

kubectl apply -f "$(dirname "$0")/base/namespace.yaml"
for name in database database-roles broker portal $services $(printf '%s-owner ' $services); do
  secret generic "$name-keys" --from-file="$folder/$name"
done

[ -d "$folder/scaler" ] || exit 0
secret generic scaler-keys --from-file="$folder/scaler"
secret tls broker-tls --cert="$folder/broker/server.crt" --key="$folder/broker/server.key"
for service in $services; do
  of="$folder/$service-database"
  secret generic "$service-database-tls" --from-file="tls.crt=$of/server.crt" --from-file="tls.key=$of/server.key" --from-file="$of/ca.crt"
  secret generic "$service-database-login" --type=kubernetes.io/basic-auth --from-literal="username=portway_$service" --from-file="$of/password"
  secret generic "$service-database-owner-login" --type=kubernetes.io/basic-auth --from-literal="username=portway_${service}_owner" --from-file="password=$of/owner-password"
done
