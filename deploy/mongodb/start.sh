#!/bin/bash
# A replica set whose members authenticate with a key: mongod reads it from a file with owner-only permissions.
set -euo pipefail
key=/tmp/replica-set.key
umask 077
printf '%s' "$MONGODB_REPLICA_KEY" > "$key"
chown mongodb:mongodb "$key"
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$key" --bind_ip_all
