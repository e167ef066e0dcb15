import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const files = globSync('{apps,libs/service}/**/src/**/*.ts', { cwd: ROOT })
  .concat(globSync('libs/service/src/*.ts', { cwd: ROOT }))
  .filter((file) => !/\.(spec|real-spec|fixture)\.ts$/.test(file));
const using = (words: RegExp): string[] =>
  [...new Set(files.filter((file) => words.test(readFileSync(join(ROOT, file), 'utf8'))))].sort();

/** Each of these is a limit to one wait that ends in any case, or one try after another failed. */
const LIMITS = [
  'apps/account/src/documents/checks/document-inspector.ts',
  'apps/account/src/documents/checks/virus-scanner.ts',
  'apps/account/src/picture/view-check.ts',
  'apps/entry/src/paper-decision/missed-decisions.ts',
  'apps/entry/src/paper-decision/paper-decision.controller.ts',
  'apps/gateway/src/answers/large-answers.ts',
  'apps/gateway/src/status-page/status-pass.ts',
  'apps/port/src/numbers-go-on.ts',
  'apps/portal/src/pass-through/pass-through.controller.ts',
  'libs/service/src/log-output.ts',
  'libs/service/src/own-waits.ts',
  'libs/service/src/run.ts',
  'libs/service/src/service-probe.ts',
  'libs/service/src/vitals.ts',
];

test('what a service does again and again it does by Recurring: a timer of its own could end, overlap or stand still unseen', () => {
  expect(files.length).toBeGreaterThan(200);
  // The pace of one body is watched until that body ends.
  expect(using(/\bsetInterval\(/)).toEqual(['libs/service/src/bodies.ts']);
  expect(using(/\bsetTimeout\(/)).toEqual(LIMITS);
});

test('no app builds its recurring work by itself: it has its home start and end it', () => {
  expect(using(/\bnew Recurring\(/)).toEqual([
    'libs/service/src/memory.ts',
    'libs/service/src/recurring-work.ts',
    'libs/service/src/run.ts',
  ]);
});

test('what lasts is measured by the monotonic clock: nothing in a service subtracts times of the day to know how long to wait', () => {
  expect(using(/Date\.now\(\)\s*[<>]|(?:setTimeout|pause)\([^)]*Date\.now\(\)/)).toEqual([]);
});
