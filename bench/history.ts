import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureOf } from './history-picture';
import type { KeptFigure, KeptRun } from './kept-run';

const shown = ({ value, unit }: KeptFigure): string => {
  const digits = unit === 'a second' || unit === 'µs' ? 0 : unit === 'rows' || unit === 'minutes' ? 1 : 2;
  return `${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
};

const isMet = ({ value, goal }: KeptFigure): boolean | null =>
  goal === undefined ? null : 'most' in goal ? value <= goal.most : value >= goal.least;

const goalOf = ({ goal }: KeptFigure): string =>
  goal === undefined ? '' : 'most' in goal ? `${goal.most} at most` : `${goal.least} at least`;

const runRows = ({ day, version, load, machine, figures }: KeptRun): string[] => [
  '',
  `### ${day}, version ${version}`,
  '',
  `${machine}; load ${load.toFixed(1)} when it began.`,
  '',
  '| | figure | goal | |',
  '|---|---|---|---|',
  ...figures.map(
    (figure) =>
      `| ${figure.name} | ${shown(figure)} | ${goalOf(figure)} | ${{ true: 'met', false: 'not met', null: '' }[String(isMet(figure)) as 'true']} |`,
  ),
];

/** The page of the history: of each scenario its picture and its runs, the newest first. */
export const historyPage = (runs: readonly KeptRun[]): string =>
  [
    '# What was measured when',
    '',
    '<!-- Written by `npm run bench -- SCENARIO --keep`; not by hand. -->',
    '',
    'What each scenario does, and how to read its figures, says [how fast it is](../benchmark.md). Figures of different days or machines differ by much; what is a number of times was measured against the other in the same run.',
    ...scenariosOf(runs).flatMap((scenario) => [
      '',
      `## ${scenario}`,
      '',
      `![${scenario}: the last run, and all runs before it](${scenario}.svg)`,
      ...runs
        .filter((run) => run.scenario === scenario)
        .toReversed()
        .flatMap(runRows),
    ]),
    '',
  ].join('\n');

export const scenariosOf = (runs: readonly KeptRun[]): string[] => [...new Set(runs.map(({ scenario }) => scenario))];

/** Files of the folder by their names, as these runs make them. */
export const historyFiles = (runs: readonly KeptRun[]): Map<string, string> =>
  new Map([
    ['history.json', `${JSON.stringify(runs, null, 2)}\n`],
    ['history.md', historyPage(runs)],
    ...scenariosOf(runs).map(
      (scenario) => [`${scenario}.svg`, pictureOf(runs.filter((run) => run.scenario === scenario))] as const,
    ),
  ]);

/** The runs that are kept in a folder, the oldest first. */
export const readHistory = (folder: string): KeptRun[] => {
  const file = join(folder, 'history.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptRun[]) : [];
};

/** Adds a run to the history and draws page and pictures anew. */
export const keepRun = (folder: string, run: KeptRun): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of historyFiles([...readHistory(folder), run])) writeFileSync(join(folder, name), text);
};
