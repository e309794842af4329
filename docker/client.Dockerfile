# The web interface: Next.js with its own small server.
#   docker build -f docker/client.Dockerfile --build-arg COMMIT=$(git rev-parse HEAD) .
ARG NODE_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${NODE_IMAGE} AS node

FROM node AS build
WORKDIR /app
ENV CI=true NEXT_TELEMETRY_DISABLED=1 NODE_ENV=production
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
RUN --mount=type=cache,id=apm-npm,target=/root/.npm,sharing=locked \
    npm install --global --no-audit --no-fund --no-update-notifier \
    "$(node -p "require('./package.json').packageManager")"
COPY client/package.json client/
COPY server/package.json server/
# With optional packages: the compilers of Next and Tailwind are among them.
RUN --mount=type=cache,id=apm-pnpm,target=/pnpm,sharing=locked \
    pnpm install --frozen-lockfile --store-dir /pnpm/store --prod=false --ignore-scripts \
    --filter @aipoweredmakers/client
COPY LICENSE ./
COPY docker/slim.sh docker/settle-keys.mjs docker/client-signals.mjs docker/healthy.mjs docker/
COPY client client
ARG COMMIT=unknown
# No page has a server action; a key by chance would make each build another one.
RUN cd client && NEXT_SERVER_ACTIONS_ENCRYPTION_KEY=$(node -p "crypto.hash('sha256', '$COMMIT', 'base64')") \
    node node_modules/next/dist/bin/next build
RUN cd client/.next/standalone \
 && cp -r ../static client/.next/static \
 && if [ -d ../../public ]; then cp -r ../../public client/public; fi \
 && node /app/docker/settle-keys.mjs client/.next "$COMMIT" \
 && rm -rf node_modules/.pnpm/*sharp* node_modules/.pnpm/@img+* \
 && sh /app/docker/slim.sh . \
 && cp /app/LICENSE /app/docker/client-signals.mjs /app/docker/healthy.mjs . \
 && chmod -R a+rX,go-w .

# Debian and Node's one file: a package manager is of use to nobody but an intruder.
FROM ${RUNTIME_IMAGE}
WORKDIR /app
RUN echo 'appuser:x:10001:' >> /etc/group \
 && echo 'appuser:x:10001:10001::/app:/usr/sbin/nologin' >> /etc/passwd
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app/client/.next/standalone ./

USER 10001:10001
EXPOSE 3000
# Not one that asks the API: a client is not ill because a server is.
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --start-interval=1s --retries=2 \
    CMD ["node", "healthy.mjs", "/api/health/live"]
CMD ["node", "--import", "./client-signals.mjs", "client/server.js"]

ARG COMMIT=unknown
ARG VERSION=unknown
ARG SOURCE=
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 COMMIT=${COMMIT}
LABEL org.opencontainers.image.title="AIpoweredMakers client" \
      org.opencontainers.image.description="Web interface of AIpoweredMakers" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
