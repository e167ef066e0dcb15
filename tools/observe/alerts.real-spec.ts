import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { ownFolder } from '../../test/support/real-servers';
import { messageOf } from '../infrastructure/failure';
import { findPrometheus } from '../infrastructure/prometheus-program';
import { ROOT } from '../platform/home';

const run = promisify(execFile);
const FOLDER = join(ROOT, 'observe', 'prometheus');

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: { readonly objective?: string };
}
interface Tests {
  readonly rule_files: readonly string[];
  readonly tests: readonly { readonly alert_rule_test: readonly { readonly alertname: string }[] }[];
}

const read = <T>(name: string): T => load(readFileSync(join(FOLDER, name), 'utf8')) as T;
const groups = read<{ groups: { rules: Rule[] }[] }>('portway.rules.yml').groups;

let promtool: string | undefined;
beforeAll(async () => {
  try {
    ({ promtool } = await findPrometheus(join(ROOT, '.portway', 'cache'), () => undefined));
  } catch (error) {
    // Whoever works where there is no apt can do without; what lands cannot.
    if (process.env['CI']) throw error;
    process.stderr.write(`alerts were not tried: ${messageOf(error)}\n`);
  }
});

/** What promtool says, in its own words. */
const tried = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const options = { cwd: folder, maxBuffer: 2 ** 24 };
  const { stdout, stderr } = await run(promtool!, args, options).catch(
    (error) => error as { stdout: string; stderr: string },
  );
  return stdout + stderr;
};

/** Of the rules those that an alert needs: with all of them promtool computes for half a minute. */
const rulesFor = (alert: string): object[] =>
  groups.flatMap(({ rules, ...group }) => {
    const { expr } = groups.flatMap((one) => one.rules).find((rule) => rule.alert === alert)!;
    const isNeeded = ({ record, labels }: Rule): boolean =>
      record !== undefined &&
      expr.includes(record) &&
      (labels?.objective === undefined || expr.includes(`"${labels.objective}"`));
    const needed = rules.filter((rule) => rule.alert === alert || isNeeded(rule));
    return needed.length > 0 ? [{ ...group, rules: needed }] : [];
  });

test.each(['portway.rules.test.yml', 'portway.slow-rules.test.yml'])(
  'every alert fires with the figures of its fault and is silent without them, by Prometheus itself (%s)',
  async (name) => {
    if (!promtool) return;
    const folder = ownFolder('alerts');
    mkdirSync(folder, { recursive: true });
    const { tests, ...file } = read<Tests>(name);
    const alertOf = ({ alert_rule_test: [first] }: Tests['tests'][number]): string => first!.alertname;
    const alerts = [...new Set(tests.map(alertOf))];
    // What JSON says, YAML says too.
    for (const alert of alerts) {
      writeFileSync(join(folder, `${alert}.yml`), JSON.stringify({ groups: rulesFor(alert) }));
      writeFileSync(
        join(folder, `${alert}.test.yml`),
        JSON.stringify({ ...file, rule_files: [`${alert}.yml`], tests: tests.filter((one) => alertOf(one) === alert) }),
      );
    }
    const said = await tried(folder, 'test', 'rules', ...alerts.map((alert) => `${alert}.test.yml`));
    expect(said).not.toContain('FAILED');
    expect(said.match(/SUCCESS/g)).toHaveLength(alerts.length);
  },
);

test('Prometheus takes the rules and what reads the services', async () => {
  if (!promtool) return;
  const said = await tried(FOLDER, 'check', 'config', 'prometheus.yml');
  expect(said).toMatch(/SUCCESS: \d+ rules found/);
  expect(said).not.toContain('FAILED');
});
