#!/bin/sh
# Makes the secrets of k8s/ from what `npm run keys -- FOLDER` made, or brings them up to date: `sh k8s/secrets.sh FOLDER`. authority, operator and secrets.json stay
# where they are; those of database, broker and database-roles serve overlays/local.
set -eu
folder=${1:?give the folder that npm run keys made}

kubectl apply -f "$(dirname "$0")/base/namespace.yaml"
for service in gateway status port account manifest entry cee enforcement; do
  names="${names:-database database-roles broker} $service $service-owner"
done
for name in $names; do
  # On the server's side: what is applied here is not noted down beside the secret.
  kubectl create secret generic "portway-$name-keys" --namespace portway --from-file="$folder/$name" --dry-run=client --output=yaml | kubectl apply --server-side --force-conflicts -f -
done
