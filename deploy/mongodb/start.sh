#!/bin/bash
# A replica set whose members must show a key to each other: mongod reads it from a file that nobody else may read.
set -euo pipefail
key=/tmp/replica-set.key
umask 077
printf '%s' "$MONGODB_REPLICA_KEY" > "$key"
chown mongodb:mongodb "$key"
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$key" --bind_ip_all
