#!/bin/sh
# Makes one Debian image that stands in for all images of compose.yaml where no registry can be reached:
# Python, PostgreSQL, Java and nginx in it, from a Debian mirror. Needs root, debootstrap and a running engine.
#   deploy/images/make.sh && docker-compose -f deploy/compose.yaml -f deploy/compose.offline.yaml up
set -eu
suite=${SUITE:-trixie}
image=helder-debian:$suite
here=$(cd "$(dirname "$0")" && pwd)

"$here/../kafka-local/kafka.sh" jars
if docker image inspect "$image" >/dev/null 2>&1; then
  echo "$image is there already"
  exit
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
debootstrap --variant=minbase \
  --include=ca-certificates,default-jre-headless,nginx-light,postgresql,python3,python3-venv \
  "$suite" "$folder/root" >"$folder/log" || { tail -n 20 "$folder/log" >&2; exit 1; }
cd "$folder/root"

# This machine's way to its package index and the authorities that it trusts: `pip` in the build needs the same.
[ ! -f /etc/pip.conf ] || cp /etc/pip.conf etc/pip.conf
[ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/

# Where the data of PostgreSQL and Kafka goes: a new volume takes over who owns the folder.
install -d -m 700 -o "$(awk -F: '/^postgres:/{print $3}' etc/passwd)" var/lib/postgresql/data
install -d -o 10001 -g 10001 var/lib/kafka/data

rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/doc/* usr/share/man/* usr/share/locale/* usr/share/info/*
tar --create --numeric-owner . | docker import - "$image" >/dev/null
docker image ls "$image"
