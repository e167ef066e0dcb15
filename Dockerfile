# One image for all services; the command says which one runs. The Node of the lock; docs/operators/deploying.md says how to bind it to a digest.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /portway
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY tsconfig.json ./
COPY tools tools
COPY libs libs
COPY apps apps
COPY docs docs
RUN node tools/bootstrap.cjs build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /portway
COPY package.json package-lock.json .npmrc ./
# The Node of the image runs here: the packages that carry one are left out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 OPERATIONS_PORT=9090
# What is freed in pieces of this size is given back to the system.
ENV MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=1048576
WORKDIR /portway
COPY --from=dependencies /portway/node_modules node_modules
COPY --from=build /portway/dist/libs dist/libs
COPY --from=build /portway/dist/apps dist/apps
COPY --from=build /portway/dist/programs dist/programs
COPY --from=build /portway/dist/tools/platform dist/tools/platform
COPY --from=build /portway/dist/tools/infrastructure dist/tools/infrastructure
COPY --from=build /portway/dist/tools/keys dist/tools/keys
COPY package.json LICENSE* ./
# A volume put on one of these is one that the services may write to.
RUN install -d -o node -g node /var/lib/portway/journal-copy /var/lib/portway/documents /var/lib/portway/demo
# Keys are written by the user of PostgreSQL and RabbitMQ (999) and read by the group of the services.
RUN for name in '' database database-roles broker operator portal $(for service in gateway status port account manifest entry cee enforcement; do echo $service $service-owner; done); do \
      install -d -m 0750 -o 999 -g node "/var/lib/portway/keys/$name"; \
    done
USER node
EXPOSE 8080 9090
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=32", "--expose-gc"]
CMD ["dist/programs/gateway/main.js"]
