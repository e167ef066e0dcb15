import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentReport } from './deployments/deployment-log';
import { declaration, extension, revocation, scopeChange } from './downtimes/declaration';
import { incidentNews, incidentReport } from './incidents/incident-report';
import { incidentLife } from './model/incident.states';
import { acceptance, dismissal } from './proposals/proposal';
import { thresholdSetting } from './thresholds/port-thresholds';
import { THRESHOLDS } from './thresholds/thresholds.policy';

const PAGE = readFileSync(join(__dirname, '../../../../docs/operators/downtime.md'), 'utf8');
const SHAPES: readonly [RegExp, { read(body: unknown): unknown }][] = [
  [/\/accept$/, acceptance],
  [/\/dismiss$/, dismissal],
  [/\/thresholds$/, thresholdSetting],
  [/\/incidents$/, incidentReport],
  [/\/updates$/, incidentNews],
  [/\/downtimes$/, declaration],
  [/\/(widen|narrow)$/, scopeChange],
  [/\/extend$/, extension],
  [/\/revoke$/, revocation],
  [/\/deployments$/, deploymentReport],
];
const examples = [...PAGE.matchAll(/curl[^\n]*?\$PORT_URL(\/\S+)\s*(?:\\\s*)?-d '([^']+)'/g)].map(
  ([, path, body]) => [path!, body!] as const,
);

describe("The operators' page on downtimes", () => {
  it('has an example for everything that is declared', () => {
    for (const [path] of SHAPES)
      expect(examples.map(([address]) => address).filter((address) => path.test(address))).not.toEqual([]);
  });

  it.each(examples)('shows a body that %s takes', (path, body) => {
    const [, shape] = SHAPES.find(([pattern]) => pattern.test(path))!;
    expect(() => shape.read(JSON.parse(body))).not.toThrow();
  });

  it('has the thresholds and the life of an incident as they are', () => {
    for (const { mode, watch, portMayDeclare, headquartersConsiders } of THRESHOLDS)
      expect(PAGE).toContain(`| ${mode} | ${watch} | ${portMayDeclare} | ${headquartersConsiders} |`);
    for (const event of new Set(incidentLife.transitions.map(({ on }) => on))) {
      const ways = incidentLife.transitions.filter(({ on }) => on === event);
      expect(PAGE).toContain(`| \`${event}\` | ${ways.map(({ from }) => from).join(', ')} | ${ways[0]!.to} |`);
    }
  });
});
