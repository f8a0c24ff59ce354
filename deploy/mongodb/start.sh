#!/bin/bash
# A replica set whose members authenticate with a key: mongod reads it from a file with owner-only permissions.
set -euo pipefail
key=/tmp/replica-set.key
umask 077
printf '%s' "$MONGODB_REPLICA_KEY" > "$key"
chown mongodb:mongodb "$key"
# The transactions of a killed process hold their documents until the server ends them: after 60 seconds by default. Ours
# last less than four seconds.
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$key" --bind_ip_all --setParameter transactionLifetimeLimitSeconds=5
