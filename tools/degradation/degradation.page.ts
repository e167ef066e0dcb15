import { table } from '../documents/tables';
import { ACTION_NAMES, ACTIONS, DEGRADATION, PARTS, partnerSees, rowsOf, type Part } from './degradation.table';

const TITLES: Readonly<Record<Part, string>> = {
  gateway: 'The gateway is dead', manifest: 'Manifest is dead', entry: 'Entry is dead', cee: 'Cee is dead', account: 'Account is dead', status: 'Status is dead',
  broker: 'The broker is dead', database: 'The database server is dead',
};

const matrix = (): string =>
  table(
    ['what is done', ...PARTS],
    ACTION_NAMES.map((action) => [ACTIONS[action].as, ...PARTS.map((part) => DEGRADATION.find((row) => row.dead === part && row.action === action)!.outcome)]),
  );

const chapter = (part: Part): string => {
  const rows = rowsOf(part);
  const usual = rows.filter(({ outcome, madeGood }) => outcome === 'works' && madeGood === '–');
  const changed = rows.filter((row) => !usual.includes(row));
  return [
    `### ${TITLES[part]}`,
    '',
    table(['what is done', 'it', 'seen at once', 'made good'], changed.map((row) => [ACTIONS[row.action].as, row.outcome, partnerSees(row), row.madeGood])),
    '',
    usual.length === 0 ? 'Nothing goes on as usual.' : `As on every other day: ${usual.map(({ action }) => action).join(', ')}.`,
  ].join('\n');
};

/** The generated sections of docs/operators/degradation.md. */
export const degradationSections = (): Record<string, string> => ({ matrix: matrix(), chapters: PARTS.map(chapter).join('\n\n') });
