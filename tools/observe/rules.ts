import { dump } from 'js-yaml';
import { PORTAL, SERVICES } from '../platform/services';
import { ALERTS, type Alert } from './alerts.table';
import { OBJECTIVES, WINDOWS } from './objectives.table';

interface Recorded {
  readonly record: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly expr: string;
}

/** What is computed once and read often. The labels of `portway:time_to_clear_seconds`: module. */
export const RECORDED: readonly Recorded[] = [
  {
    record: 'portway:time_to_clear_seconds',
    expr: 'max by (module) (portway_backlog_unanswered) / sum by (module) (rate(portway_answer_seconds_count[5m]))',
  },
  ...OBJECTIVES.flatMap(({ name, all, broke }) =>
    WINDOWS.map((window) => ({
      record: `portway:broken_share:rate${window}`,
      labels: { objective: name },
      expr: `(${broke}) / (${all})`.replaceAll('WINDOW', window),
    })),
  ),
];

/** Labels of what is recorded, by its name. */
export const RECORDED_LABELS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  RECORDED.map(({ record, labels }) => [record, labels ? Object.keys(labels) : ['module']]),
);

export const RULES = 'portway.rules.yml';
const HEAD = (says: string): string => `# ${says}\n# Made from tools/observe by \`npm run generate\`; do not edit.\n`;
const yaml = (value: object): string => dump(value, { lineWidth: -1, noRefs: true });

const runbookOf = ({ name }: Alert): string => `docs/operators/alerts.md#${name.toLowerCase()}`;

const groups = (): { readonly name: string; readonly interval: string; readonly rules: readonly object[] }[] => [
  { name: 'portway recorded', interval: '30s', rules: RECORDED },
  ...Object.entries(ALERTS).map(([group, alerts]) => ({
    name: `portway ${group}`,
    interval: '30s',
    rules: alerts.map((alert) => ({
      alert: alert.name,
      expr: alert.expression,
      for: alert.for,
      labels: { severity: alert.severity },
      annotations: { summary: alert.summary, told: alert.told, runbook: runbookOf(alert) },
    })),
  })),
];

const SAYS = 'What Prometheus computes and when it alarms: docs/operators/alerts.md says what to do.';
const rulesFile = (): string => HEAD(SAYS) + yaml({ groups: groups() });

/** The same for the Prometheus Operator. */
const rulesObject = (): string =>
  HEAD(SAYS) +
  yaml({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'alerts' },
    spec: { groups: groups() },
  });

const filled = (text: string, labels: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '');

/** Minutes between the looks of a test; what lasts longer than hours has a file of its own, so that it does not take minutes. */
const LOOKS = { quick: 1, slow: 10 } as const;
const isSlow = ({ fault }: Alert): boolean => fault.at.endsWith('h') && parseInt(fault.at, 10) > 6;

/** For `promtool test rules`: each alert fires with its fault, and is silent without it. */
const rulesTestFile = (kind: keyof typeof LOOKS): string =>
  HEAD('For `promtool test rules`: each alert fires with its fault and is silent without.') +
  yaml({
    rule_files: [RULES],
    evaluation_interval: `${LOOKS[kind]}m`,
    // In any order an alert may look for what is recorded only after it, and of slow ones the look before is too old.
    group_eval_order: groups().map(({ name }) => name),
    tests: Object.values(ALERTS)
      .flat()
      .filter((alert) => isSlow(alert) === (kind === 'slow'))
      .flatMap((alert) => {
        const { series, at, labels } = alert.fault;
        const test = (name: string, given: Readonly<Record<string, string>>, expected: object[]): object => ({
          name,
          interval: `${LOOKS[kind]}m`,
          input_series: Object.entries(given).map(([one, values]) => ({ series: one, values })),
          alert_rule_test: [{ eval_time: at, alertname: alert.name, exp_alerts: expected }],
        });
        return [
          test(`${alert.name} fires`, series, [
            {
              exp_labels: { severity: alert.severity, ...labels },
              exp_annotations: {
                summary: filled(alert.summary, labels),
                told: alert.told,
                runbook: runbookOf(alert),
              },
            },
          ]),
          test(`${alert.name} is silent`, alert.well, []),
        ];
      }),
  });

/** What is read where all runs in one network, as `docker-compose.yml` has it: each service is a job of its own. */
const scrapeFile = (): string =>
  HEAD('Reads the figures of every service and of the broker. In Kubernetes PodMonitors do that.') +
  yaml({
    global: { scrape_interval: '15s', evaluation_interval: '15s' },
    rule_files: [RULES],
    scrape_configs: [
      ...[...SERVICES, PORTAL].map(({ name }) => ({
        job_name: name,
        static_configs: [{ targets: [`${name}:9090`] }],
      })),
      { job_name: 'broker', static_configs: [{ targets: ['broker:15692'] }] },
    ],
  });

/** Path to content. */
export const prometheusFiles = (): Record<string, () => string> => ({
  [`observe/prometheus/${RULES}`]: rulesFile,
  'k8s/overlays/production/alerts.yaml': rulesObject,
  'observe/prometheus/portway.rules.test.yml': () => rulesTestFile('quick'),
  'observe/prometheus/portway.slow-rules.test.yml': () => rulesTestFile('slow'),
  'observe/prometheus/prometheus.yml': scrapeFile,
});
