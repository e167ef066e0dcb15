/** How Vite bundles the pages. */
const path = require('node:path');

const modules = path.resolve(__dirname, '..', 'node_modules');
const web = path.resolve(__dirname, '..', 'apps', 'portal', 'web');
const WORKER = 'service-worker';

module.exports = {
  configFile: false,
  logLevel: 'warn',
  base: '/',
  resolve: { alias: { 'uswds-dist': path.join(modules, '@uswds', 'uswds', 'dist') } },
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: [path.join(modules, '@uswds', 'uswds', 'packages')],
        quietDeps: true,
        silenceDeprecations: ['import', 'global-builtin', 'if-function'],
      },
    },
  },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // The policy of the pages lets nothing stand in them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
    // What the service worker keeps for when there is no network.
    manifest: 'files.json',
    rolldownOptions: {
      input: { index: path.join(web, 'index.html'), [WORKER]: path.join(web, 'offline', 'service-worker.ts') },
      // A browser looks for a new worker at the address of the old one.
      output: { entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js') },
      checks: { pluginTimings: false },
      // Libraries that a server could render say where they run; here there is only the browser.
      onLog: (level, log, say) => log.code === 'MODULE_LEVEL_DIRECTIVE' || say(level, log),
    },
  },
};
