#!/bin/sh
# Builds the image of the commit that is checked out, by podman or Docker's buildx, so that whoever builds it again from the same commit and the same NODE_IMAGE gets
# the same one: `sh tools/docker/image.sh NAME:TAG`. With `--twice` it is built twice from nothing and compared. BUILD_OPTIONS go to the builder as they are.
set -eu
name=${1:?give the name of the image: sh tools/docker/image.sh portway:0.5.0}
# All files get the time of the commit.
epoch=$(git log -1 --format=%ct)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# What is committed, and nothing that lies beside it.
mkdir "$folder/commit"
git archive HEAD | tar -x -C "$folder/commit"

build() {
  if command -v podman > /dev/null; then
    # shellcheck disable=SC2086
    podman build --no-cache --timestamp "$epoch" ${NODE_IMAGE:+--build-arg "NODE_IMAGE=$NODE_IMAGE"} ${BUILD_OPTIONS:-} --tag "$name" "$folder/commit" >&2
    podman image inspect --format '{{.Id}}' "$name"
  else
    # shellcheck disable=SC2086
    docker buildx build --no-cache --build-arg "SOURCE_DATE_EPOCH=$epoch" ${NODE_IMAGE:+--build-arg "NODE_IMAGE=$NODE_IMAGE"} ${BUILD_OPTIONS:-} --provenance=false \
      --output "type=docker,dest=$folder/image.tar,rewrite-timestamp=true" --tag "$name" "$folder/commit" >&2
    docker load --input "$folder/image.tar" >&2
    docker image inspect --format '{{.Id}}' "$name"
  fi
}

first=$(build)
echo "$first"
[ "${2:-}" = --twice ] || exit 0
second=$(build)
[ "$first" = "$second" ] && echo 'The second build is the same.' && exit 0
echo "The second build is another one: $second" >&2
exit 1
