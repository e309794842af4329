# Makes, checks, keeps and restores backups: scripts/backup on PostgreSQL's own client programs.
# Build: docker build -f docker/backup.Dockerfile -t aipoweredmakers-backup .
ARG NODE_IMAGE=node:24-bookworm-slim
# The image of the server that is backed up: pg_dump then has its major version by construction.
ARG POSTGRES_IMAGE=postgres:16

FROM ${NODE_IMAGE} AS packages
WORKDIR /build
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY scripts/backup/package.json scripts/backup/
RUN --mount=type=cache,target=/root/.npm --mount=type=cache,target=/root/.local/share/pnpm \
    npx --yes "$(node -p "require('./package.json').packageManager")" install --frozen-lockfile \
      --prod --filter @aipoweredmakers/backup --config.node-linker=hoisted \
      --config.package-import-method=copy --reporter=append-only
# The check of sealed secrets is the server's own code; Node takes the types out of its files.
COPY server/src/core/config/config-error.ts server/src/core/config/
COPY server/src/core/crypto/secret-box.ts server/src/core/crypto/stored-secrets.ts server/src/core/crypto/
COPY scripts/backup/strip-types.mjs scripts/backup/
RUN node --no-warnings scripts/backup/strip-types.mjs server/src server/dist

FROM ${NODE_IMAGE} AS node

FROM ${POSTGRES_IMAGE}
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="AIpoweredMakers backup" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.revision="${COMMIT}"
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY --from=packages /build/node_modules node_modules
COPY --from=packages /build/server/dist server/dist
COPY scripts/lib scripts/lib
COPY scripts/backup scripts/backup
RUN groupadd --gid 10001 appuser \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin appuser \
 && mkdir /backups && chown 10001:10001 /backups && chmod 700 /backups \
 && node --version && pg_dump --version && pg_restore --version && psql --version
ENV NODE_ENV=production \
    COMMIT=${COMMIT} \
    BACKUP_DIR=/backups \
    BACKUP_SCHEDULE="30 1 * * *" \
    BACKUP_VERIFY_SCHEDULE="30 3 * * 0"
USER 10001:10001
VOLUME /backups
STOPSIGNAL SIGTERM
# Unhealthy: no good backup where one was due. A container that makes its first one is healthy.
HEALTHCHECK --interval=5m --timeout=15s --start-period=30s --retries=1 \
  CMD ["node", "/app/scripts/backup/main.mjs", "health"]
ENTRYPOINT ["node", "/app/scripts/backup/main.mjs"]
CMD ["run"]
