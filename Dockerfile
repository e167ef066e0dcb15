# One image for all services; the command says which one runs.

FROM node:24-bookworm-slim AS build
WORKDIR /portway
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY tsconfig.json ./
COPY tools tools
COPY libs libs
COPY apps apps
RUN node tools/bootstrap.cjs build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /portway
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /portway
COPY --from=dependencies /portway/node_modules node_modules
COPY --from=build /portway/dist/libs dist/libs
COPY --from=build /portway/dist/apps dist/apps
COPY --from=build /portway/dist/tools/platform dist/tools/platform
COPY --from=build /portway/dist/tools/infrastructure dist/tools/infrastructure
COPY package.json LICENSE* ./
# A volume put here is one that the services may write to.
RUN install -d -o node -g node /var/lib/portway/journal-copy
USER node
EXPOSE 8080
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=32"]
CMD ["dist/apps/gateway/src/main.js"]
