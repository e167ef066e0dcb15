/** Compiles clients/typescript into its dist, as it is packed. */
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const { status } = spawnSync(
  process.execPath,
  [
    path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    path.join(ROOT, 'clients', 'typescript', 'tsconfig.json'),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
