/** Which part may know which, checked by dependency-cruiser in every `npm test`. */
/** Tests, and the fixtures they begin from. Neither is built. */
const TEST = '\\.(spec|real-spec|e2e-spec|fixture)\\.ts$';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'a-service-never-imports-another',
      comment:
        'Services meet by messages and by HTTP only; otherwise one could not fail, deploy or scale without the other.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'pages-know-no-server',
      comment: 'They run in a browser and know the modules by their OpenAPI documents only, as any other client.',
      severity: 'error',
      from: { path: '^apps/portal/web/', pathNot: TEST },
      to: { path: ['^(libs|tools|test|bench)/', '^apps/(?!portal/web/)'] },
    },
    {
      name: 'the-portal-serves-pages-and-knows-none',
      comment: 'The service reads what was bundled; a page that is added changes nothing in it.',
      severity: 'error',
      from: { path: '^apps/portal/src/' },
      to: { path: '^apps/portal/web/' },
    },
    {
      name: 'a-library-never-imports-a-service',
      comment: 'A library serves every service alike.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'a-library-is-entered-by-its-public-face',
      comment: 'What src/index.ts does not show may change at any time.',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/', pathNot: TEST },
      to: { path: '^libs/([^/]+)/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'formats-and-kernel-know-no-framework',
      comment: 'Formats and customs arithmetic outlive frameworks and must be testable and usable without any.',
      severity: 'error',
      from: { path: '^libs/(catair|x12|kernel|statement)/', pathNot: TEST },
      to: { path: npm('@nestjs', 'typeorm', 'pg', 'amqplib', 'fastify') },
    },
    {
      name: 'formats-and-kernel-know-no-infrastructure',
      comment: 'The same rule, one step away.',
      severity: 'error',
      from: { path: '^libs/(catair|x12|kernel|statement)/', pathNot: TEST },
      to: { path: '^libs/(messaging|persistence|service)/' },
    },
    {
      name: 'only-messaging-knows-rabbitmq',
      comment:
        'Delivery guarantees are kept in one place: nobody publishes past the outbox. (The benchmark measures the broker itself.)',
      severity: 'error',
      from: { path: '^(apps|libs|tools)/', pathNot: ['^libs/messaging/', '\\.real-spec\\.ts$'] },
      to: { path: npm('amqplib', '@types/amqplib') },
    },
    {
      name: 'only-one-library-knows-opentelemetry',
      comment: 'Everybody else tells steps to `Traces`: it is loaded only where somebody wants to hear.',
      severity: 'error',
      from: { path: '^(apps|libs|tools)/', pathNot: '^libs/otlp/' },
      to: { path: npm('@opentelemetry') },
    },
    {
      name: 'only-services-and-their-storage-know-the-database',
      comment: 'Reference data, contracts and formats are the same whatever stores them.',
      severity: 'error',
      from: { path: '^libs/', pathNot: ['^libs/(access|messaging|persistence|service)/', TEST] },
      to: { path: npm('pg', '@types/pg', 'typeorm', '@nestjs/typeorm') },
    },
    {
      name: 'the-product-never-imports-its-tools',
      comment: 'What runs in production must not depend on what starts or tests it.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: '^(tools|test|bench)/' },
    },
    {
      name: 'the-product-never-imports-its-tests',
      comment: 'Specs and fixtures are not built: what imports one would not start.',
      severity: 'error',
      from: { path: '^(apps|libs|tools|bench)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'tools-never-import-a-service',
      comment:
        'Tools start services as processes and speak to them by their public interfaces; only the documents are made from their sources.',
      severity: 'error',
      from: { path: '^tools/', pathNot: '^tools/documents/' },
      to: { path: '^apps/' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'A rule is judged by what it is given, so that it can be tried without a server and read without knowing one.',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: [
          npm('@nestjs', 'typeorm', 'pg', 'amqplib', 'fastify'),
          '^libs/(messaging|persistence|service)/',
          '\\.(repository|consumer|controller|module|timer|entity|guard|config)\\.ts$',
          '^(fs|net|http|https|child_process|dns|tls|fs/promises|timers|timers/promises)$',
        ],
      },
    },
    {
      name: 'only-intake-reads-what-was-sent',
      comment:
        'An answer is written from what was kept at intake: a reader that became stricter since must not change it. One door is open, for what came before it was kept.',
      severity: 'error',
      from: {
        path: '^apps/gateway/src/',
        pathNot: [
          TEST,
          'formats/abi/abi-(reading|transmission)\\.ts$',
          'formats/x12/(manifest-reading|manifest\\.mapping|x12-transmission|x12-sent)\\.ts$',
          'answers/before-kept\\.ts$',
        ],
      },
      to: { path: '^apps/gateway/src/formats/(abi/abi-reading|x12/manifest-reading)\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: "Parts that need each other are one part, and who only needs the other's types needs it to be read.",
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-imported-exists',
      comment: 'A wall around something that is not found would be no wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|\\.portway)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: 'tools/walls-aliases.cjs' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
