/** Rules need no server; real ones share a PostgreSQL and a RabbitMQ; those of the platform start, stop, kill and cut all of it. Of the latter one file runs at a time on the platform that is shared, and one with a platform of its own, before the real ones. */
const shared = {
  rootDir: __dirname,
  testEnvironment: require.resolve('./test/support/plain-global.cjs'),
  runtime: require.resolve('./test/support/kept-packages.cjs'),
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', require('./tools/swc-options.cjs')] },
  // Nest 12 ships as ES modules, and others load parts of themselves so; jest loads CommonJS, so these packages are compiled on the way in.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@opentelemetry/otlp-exporter-base|oidc-provider/lib|jose|hucre|file-type|strtok3|token-types|@tokenizer|uint8array-extras|@borewit|syllable|flesch-kincaid)/)',
  ],
  moduleNameMapper: { '^#([a-z0-9]+)$': '<rootDir>/libs/$1/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.portway/'],
};

const withServers = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  runner: require.resolve('./test/support/one-queue-runner.cjs'),
};

module.exports = {
  testTimeout: 300_000,
  testSequencer: require.resolve('./test/support/shared-platform-last.cjs'),
  projects: [
    {
      ...shared,
      displayName: 'rules',
      testMatch: ['<rootDir>/{apps,libs,tools,test}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.real-spec\\.ts$', '\\.e2e-spec\\.ts$'],
    },
    {
      ...shared,
      ...withServers,
      displayName: 'real',
      testMatch: ['<rootDir>/{apps,libs,tools,test}/**/*.real-spec.ts'],
    },
    { ...shared, ...withServers, displayName: 'platform', testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'] },
  ],
};
