# Web server and worker of Blindpair; see compose.yaml and docs/operator.md.

FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# Dependencies first, so that a change in the sources does not install them again. The schema is needed
# by the install: it generates the database client.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma ./prisma
RUN npm ci
COPY . .
# Leaves the mark by which `up` knows that nothing is to be built.
RUN npm run build
# The lock file stays as it is: it is part of that mark.
RUN npm prune --omit=dev --ignore-scripts --no-save && rm -rf .next/cache

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 BLINDPAIR_DATA=/data
COPY --from=build --chown=node:node /app /app
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
CMD ["node", "cli/blindpair.mjs", "up", "--no-embedded", "--host", "0.0.0.0"]
