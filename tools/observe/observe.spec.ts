import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { ROOT } from '../platform/home';
import { ALERTS } from './alerts.table';
import { DASHBOARDS } from './dashboards.table';
import { figuresOf, processFigures, seriesOf } from './figures';
import { OTHERS_FIGURES } from './others';
import { readOf } from './promql';
import { RECORDED, RECORDED_LABELS } from './rules';

const figures = figuresOf(ROOT);
const labelsOf = new Map<string, readonly string[]>([
  ...figures.flatMap(seriesOf),
  ...processFigures().map((name) => [name, []] as const),
  ...Object.entries(OTHERS_FIGURES),
  ...Object.entries(RECORDED_LABELS),
]);
/** What Prometheus adds to everything it reads. */
const ADDED = ['job', 'instance'];

const alerts = Object.values(ALERTS).flat();
const panels = DASHBOARDS.flatMap(({ title, panels: own }) => own.map((panel) => ({ title, panel })));
const expressions: [where: string, expression: string][] = [
  ...RECORDED.map(({ record, labels, expr }): [string, string] => [`${record} ${labels?.['objective'] ?? ''}`, expr]),
  ...alerts.map(({ name, expression }): [string, string] => [name, expression]),
  ...panels.flatMap(({ title, panel }) =>
    Object.keys(panel.lines).map((line): [string, string] => [`${title}, ${panel.title}`, line]),
  ),
];

const document = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('the figures of all services are found in the code, each name once', () => {
  const names = figures.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['portway_outbox_depth', 'portway_gate_flowing', 'portway_late_work']));
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => /^portway_[a-z_]+$/.test(name))).toBe(true);
});

describe('what rules and dashboards read', () => {
  it('is exposed: every series and every label', () => {
    for (const [where, expression] of expressions) {
      const { selectors, grouping } = readOf(expression);
      const unknown = selectors.flatMap(({ name, labels }) => {
        const known = labelsOf.get(name);
        return known ? labels.filter((label) => ![...ADDED, ...known].includes(label)) : [name];
      });
      expect([where, unknown]).toEqual([where, []]);
      const known = [...ADDED, ...selectors.flatMap(({ name }) => labelsOf.get(name)!)];
      expect([where, grouping.filter((label) => !known.includes(label))]).toEqual([where, []]);
    }
  });

  it('and nothing that a service exposes is read by none of them', () => {
    const read = new Set(expressions.flatMap(([, one]) => readOf(one).selectors.map(({ name }) => name)));
    expect(figures.filter((figure) => !seriesOf(figure).some(([name]) => read.has(name)))).toEqual([]);
  });

  it.each(['sum by (job (up)', 'rate(up)) > 1', 'up{job=}', ''])('what is no PromQL is refused: %s', (text) => {
    expect(() => readOf(text)).toThrow(SyntaxError);
  });
});

describe('alerts', () => {
  it('have a name of their own each, and say whom they wake up', () => {
    const names = alerts.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(alerts.filter(({ severity }) => severity === 'page').length).toBeGreaterThan(10);
  });

  it('each lead to a section that says what it means, what partners are told and what to do', () => {
    const rules = load(document('observe/prometheus/portway.rules.yml')) as {
      groups: { rules: { alert?: string; labels: { severity: string }; annotations: { runbook: string } }[] }[];
    };
    const written = rules.groups.flatMap((group) => group.rules).filter(({ alert }) => alert !== undefined);
    expect(written.map(({ alert }) => alert)).toEqual(alerts.map(({ name }) => name));
    for (const { alert, labels, annotations } of written) {
      const [path, anchor] = annotations.runbook.split('#');
      const section = document(path!)
        .split(/^### /m)
        .find((one) => one.startsWith(`${alert}\n`));
      expect([alert, anchor, section]).toEqual([
        alert,
        alert!.toLowerCase(),
        expect.stringContaining(`*${labels.severity}*`),
      ]);
      for (const said of ['**It means.** ', '**Partners are told.** ', '**Do.** ']) expect(section).toContain(said);
    }
  });

  it('lead only to sections of other pages that exist', () => {
    const links = alerts.flatMap(({ todo, told, means }) => [...`${todo} ${told} ${means}`.matchAll(/\]\(([^)]+)\)/g)]);
    for (const [, link] of links) {
      const [page, anchor] = link!.split('#');
      const path = `docs/operators/${page}`;
      expect([link, existsSync(join(ROOT, path))]).toEqual([link, true]);
      const anchors = [...document(path).matchAll(/^#+ (.+)$/gm)].map(([, head]) =>
        head!
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, '')
          .replaceAll(' ', '-'),
      );
      if (anchor) expect([link, anchors.includes(anchor)]).toEqual([link, true]);
    }
  });

  it('name in their line only labels that they have', () => {
    for (const { name, summary, fault } of alerts)
      for (const [, label] of summary.matchAll(/\$labels\.(\w+)/g))
        expect([name, Object.keys(fault.labels)]).toEqual([name, expect.arrayContaining([label])]);
  });

  it('are tried with series that are exposed', () => {
    const made = alerts.flatMap(({ fault, well }) => [...Object.keys(fault.series), ...Object.keys(well)]);
    const unknown = made.flatMap((series) =>
      readOf(series).selectors.flatMap(({ name, labels }) =>
        labels
          .filter((label) => ![...ADDED, ...(labelsOf.get(name) ?? [])].includes(label))
          .concat(labelsOf.has(name) ? [] : [name]),
      ),
    );
    expect(unknown).toEqual([]);
  });
});

describe('dashboards', () => {
  it('are files that Grafana reads, with a panel for each question and no place taken twice', () => {
    const files = readdirSync(join(ROOT, 'observe/grafana'));
    expect(files.sort()).toEqual(DASHBOARDS.map(({ file }) => `${file}.json`).sort());
    for (const { file, panels: own } of DASHBOARDS) {
      const page = JSON.parse(document(`observe/grafana/${file}.json`)) as {
        uid: string;
        panels: { title: string; gridPos: { x: number; y: number } }[];
      };
      expect(page.panels.map(({ title }) => title)).toEqual(own.map(({ title }) => title));
      expect(new Set(page.panels.map(({ gridPos: { x, y } }) => `${x}/${y}`)).size).toBe(page.panels.length);
    }
  });

  it('call their lines by labels that the lines have', () => {
    for (const { title, panel } of panels)
      for (const [line, called] of Object.entries(panel.lines)) {
        const { selectors, grouping } = readOf(line);
        // What is summed up has the labels it is summed by, and no others.
        const isSummedUp =
          /^(time\(\) - )?(sum|max|min|count|histogram_quantile)\b/.test(line) || line.includes(' / (sum');
        const has = isSummedUp ? grouping : [...ADDED, ...selectors.flatMap(({ name }) => labelsOf.get(name)!)];
        for (const [, label] of called.matchAll(/\{\{(\w+)\}\}/g))
          expect([title, panel.title, label, has.includes(label!)]).toEqual([title, panel.title, label, true]);
      }
  });
});
