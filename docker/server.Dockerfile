# The server: API, worker and migrations in one image.
#   docker build -f docker/server.Dockerfile --build-arg COMMIT=$(git rev-parse HEAD) .
ARG NODE_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${NODE_IMAGE} AS node

FROM node AS sources
WORKDIR /app
ENV CI=true
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
RUN --mount=type=cache,id=apm-npm,target=/root/.npm,sharing=locked \
    npm install --global --no-audit --no-fund --no-update-notifier \
    "$(node -p "require('./package.json').packageManager")"
COPY client/package.json client/
COPY server/package.json server/

# Without optional packages: those are the database and the Node that `npm start` brings. No package
# that remains needs its install script.
FROM sources AS modules
RUN --mount=type=cache,id=apm-pnpm,target=/pnpm,sharing=locked \
    pnpm install --frozen-lockfile --store-dir /pnpm/store --prod --no-optional --ignore-scripts \
    --filter @aipoweredmakers/server
COPY docker/slim.sh docker/
# false leaves the model of the built-in AI out, which is more than all other packages together.
ARG BUILTIN_MODEL=true
RUN [ "$BUILTIN_MODEL" = true ] || rm -r node_modules/.pnpm/@lat.md+embed-* server/node_modules/@lat.md/embed-*; \
    sh docker/slim.sh node_modules server/node_modules

FROM sources AS build
RUN --mount=type=cache,id=apm-pnpm,target=/pnpm,sharing=locked \
    pnpm install --frozen-lockfile --store-dir /pnpm/store --no-optional --ignore-scripts \
    --filter @aipoweredmakers/server
COPY nest-cli.json ./
COPY server server
RUN cd server && node_modules/.bin/nest build --config ../nest-cli.json
COPY docker/slim.sh docker/
COPY docker/start-server.sh docker/healthy.mjs LICENSE ./
COPY migrations migrations
RUN sh docker/slim.sh server/dist \
 && chmod -R a+rX,go-w start-server.sh healthy.mjs LICENSE migrations package.json server/package.json

# Debian and Node's one file: a package manager is of use to nobody but an intruder.
FROM ${RUNTIME_IMAGE}
WORKDIR /app
RUN echo 'appuser:x:10001:' >> /etc/group \
 && echo 'appuser:x:10001:10001::/app:/usr/sbin/nologin' >> /etc/passwd
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=modules /app/node_modules node_modules
COPY --from=modules /app/server/node_modules server/node_modules
COPY --from=build /app/start-server.sh /app/healthy.mjs /app/LICENSE /app/package.json ./
COPY --from=build /app/server/package.json server/
COPY --from=build /app/migrations migrations
COPY --from=build /app/server/dist server/dist

USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --start-interval=1s --retries=2 \
    CMD ["node", "healthy.mjs", "/health/ready"]
CMD ["sh", "start-server.sh"]

ARG COMMIT=unknown
ARG VERSION=unknown
ARG SOURCE=
ENV NODE_ENV=production API_HOST=0.0.0.0 API_PORT=8000 COMMIT=${COMMIT}
LABEL org.opencontainers.image.title="AIpoweredMakers server" \
      org.opencontainers.image.description="API, runs and built-in AI of AIpoweredMakers" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
