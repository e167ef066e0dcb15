import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import ts from 'typescript';

/** A figure that services expose at /metrics. */
export interface Figure {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
  /** The service; null for every one. */
  readonly service: string | null;
}

const KINDS: Readonly<Record<string, Figure['kind']>> = { Counter: 'counter', Gauge: 'gauge', Histogram: 'histogram' };
const PREFIX = 'portway_';

/**
 * Every figure of Portway's own, read from the code: what is given to `new Gauge`, `new Counter` and `new Histogram`, and the rows of a table of gauges,
 * `[name, help, how it is read]`.
 *
 * @throws Error for one whose name, help or labels are not written out
 */
export const figuresOf = (root: string): Figure[] => {
  const figures: Figure[] = [];
  for (const path of globSync('{apps,libs}/*/src/**/*.ts', { cwd: root }).sort()) {
    const text = readFileSync(join(root, path), 'utf8');
    if (/\.(spec|real-spec|fixture)\.ts$/.test(path) || !text.includes(`'prom-client'`)) continue;
    const [place, name] = path.split(/[\\/]/);
    const service = place === 'apps' ? name! : null;
    const visit = (node: ts.Node): void => {
      const found = made(node, path) ?? row(node);
      if (found) figures.push({ ...found, service });
      node.forEachChild(visit);
    };
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  }
  return figures.sort((a, b) => a.name.localeCompare(b.name, 'en'));
};

type Found = Omit<Figure, 'service'>;

const made = (node: ts.Node, path: string): Found | null => {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const kind = KINDS[node.expression.text];
  const [given] = node.arguments ?? [];
  if (!kind || !given || !ts.isObjectLiteralExpression(given)) return null;
  // One that is made from a row takes its name from there.
  if (given.properties.some((one) => ts.isShorthandPropertyAssignment(one) && one.name.text === 'name')) return null;
  const of = (key: string): ts.Expression | undefined =>
    given.properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === key)?.initializer;
  const [name, help, labels] = [of('name'), of('help'), of('labelNames')];
  if (!name || !help || !ts.isStringLiteralLike(name) || !ts.isStringLiteralLike(help))
    throw new Error(`${path}: a figure's name and help are written out`);
  if (!labels) return { name: name.text, kind, labels: [], help: help.text };
  if (!ts.isArrayLiteralExpression(labels) || !labels.elements.every(ts.isStringLiteralLike))
    throw new Error(`${path}: the labels of ${name.text} are written out`);
  return {
    name: name.text,
    kind,
    labels: labels.elements.map((one) => (one as ts.StringLiteral).text),
    help: help.text,
  };
};

const row = (node: ts.Node): Found | null => {
  if (!ts.isArrayLiteralExpression(node)) return null;
  const [name, help] = node.elements;
  if (!name || !help || !ts.isStringLiteralLike(name) || !ts.isStringLiteralLike(help)) return null;
  return name.text.startsWith(PREFIX) ? { name: name.text, kind: 'gauge', labels: [], help: help.text } : null;
};

/** What every process of Node says of itself beside them: names alone, none of those read here has a label. */
export const processFigures = (): string[] => {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const names = register.getMetricsAsArray().map(({ name }) => name);
  register.clear();
  return names;
};

/** As Prometheus keeps a figure: a histogram is three series. */
export const seriesOf = ({ name, kind, labels }: Figure): [name: string, labels: readonly string[]][] =>
  kind === 'histogram'
    ? [
        [`${name}_bucket`, [...labels, 'le']],
        [`${name}_sum`, labels],
        [`${name}_count`, labels],
      ]
    : [[name, labels]];
