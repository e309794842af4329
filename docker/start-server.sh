#!/bin/sh
# The server's start. MIGRATE_ON_START=true brings the schema up to date first, for a platform that cannot
# run another container before this one (docs/deploy/coolify.md).
set -eu
if [ "${MIGRATE_ON_START:-}" = true ]; then node server/dist/migrate.js; fi
# In the shell's place: signals reach the server itself.
exec node server/dist/main.js
