import { table } from '../documents/tables';
import {
  ACTION_NAMES,
  ACTIONS,
  CASES,
  DEGRADATION,
  type Harm,
  HARMS,
  namedBy,
  PARTS,
  partnerSees,
  type Part,
  type Row,
  rowsOf,
} from './degradation.table';

const OF: Readonly<Record<Part, string>> = {
  gateway: 'The gateway',
  manifest: 'Manifest',
  entry: 'Entry',
  cee: 'Cee',
  account: 'Account',
  status: 'Status',
  port: 'Port',
  enforcement: 'Enforcement',
  portal: 'The portal',
  broker: 'The broker',
  database: 'The database server',
};
const HARMED: Readonly<Record<Harm, string>> = {
  killed: 'is dead',
  frozen: 'is frozen',
  'no database': 'is cut off from its database',
  'no broker': 'is cut off from the broker',
};

const matrix = (harm: Harm): string => {
  const parts = PARTS.filter((part) => CASES.some((one) => one.part === part && one.harm === harm));
  const outcome = (part: Part, action: string): string =>
    DEGRADATION.find((row) => row.part === part && row.harm === harm && row.action === action)!.outcome;
  return table(
    ['what is done', ...parts],
    ACTION_NAMES.map((action) => [ACTIONS[action].as, ...parts.map((part) => outcome(part, action))]),
  );
};

const told = ({ action, outcome, madeGood, ...row }: Row): string =>
  [action, outcome, madeGood, partnerSees({ action, outcome, madeGood, ...row })].join('|');
const isChanged = ({ outcome, madeGood }: Row): boolean => outcome !== 'works' || madeGood !== '–';

const section = (part: Part, harm: Harm): string => {
  const rows = rowsOf(part, harm);
  const changed = rows.filter(isChanged);
  const usual = rows.filter((row) => !isChanged(row));
  const named = namedBy(part, harm);
  return [
    ...(changed.length === 0
      ? []
      : [
          table(
            ['what is done', 'it', 'seen at once', 'made good'],
            changed.map((row) => [ACTIONS[row.action].as, row.outcome, partnerSees(row), row.madeGood]),
          ),
          '',
        ]),
    [
      usual.length === 0
        ? 'Nothing goes on as usual.'
        : usual.length === rows.length
          ? 'Everything goes on as on every other day.'
          : `As on every other day: ${usual.map(({ action }) => action).join(', ')}.`,
      ...(named.length === 0 ? [] : [`The page names ${named.join(' or ')}.`]),
    ].join(' '),
  ].join('\n');
};

/** What is the same as in a case before it is not told twice. */
const chapter = (part: Part): string => {
  const harms = HARMS.filter((harm) => CASES.some((one) => one.part === part && one.harm === harm));
  return harms
    .map((harm, at) => {
      const title = `### ${OF[part]} ${HARMED[harm]}`;
      const own = rowsOf(part, harm).map(told).join();
      const same = harms.slice(0, at).find((earlier) => rowsOf(part, earlier).map(told).join() === own);
      return `${title}\n\n${same ? `As when it ${HARMED[same]}.` : section(part, harm)}`;
    })
    .join('\n\n');
};

/** The generated sections of docs/operators/degradation.md. */
export const degradationSections = (): Record<string, string> => ({
  ...Object.fromEntries(HARMS.map((harm) => [harm, matrix(harm)])),
  chapters: PARTS.map(chapter).join('\n\n'),
});
