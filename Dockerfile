# glibc: the Postgres that npm brings does not run on Alpine
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
# an account of its own: Postgres refuses to run as root, and so do we
RUN useradd --system --uid 10001 --home-dir /app vidriera && mkdir /data && chown vidriera /data
COPY --from=build /app /app
USER vidriera
ENV NODE_ENV=production HOST=:: DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# not npm start: signals must reach the server itself
CMD ["node", "server/main.ts"]
