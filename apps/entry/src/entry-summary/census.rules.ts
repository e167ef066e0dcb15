import type { EntrySummary, SummaryCondition, SummaryLine } from '../summary-on-file/summary.model';
import { ofEachOfLines, type SummaryRule } from './rule';

type Override = NonNullable<SummaryLine['censusOverrides']>[number];

/** AE table 10: why data that the census doubts is right (p. ESF-220). */
const OVERRIDES = [...Array.from({ length: 27 }, (_, at) => String(at + 1).padStart(2, '0')), '49', '50', '51'];

const HIGH = '04 05 06 07 08 09 10 11 15 21 49 50';
const LOW = '09 12 13 14 15 20 27 49 50';
/** AE table 11: overrides that each warning takes (p. ESF-221). */
export const CENSUS_WARNINGS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    '27A': '01 02 03 49 50',
    '27B': '09 20 21 49 50',
    '27C': LOW,
    '27D': HIGH,
    '27F': HIGH,
    '27G': '05 49 50',
    '27H': '20 22 49 50',
    '27I': '20 22 49 50',
    '27J': '05 12 13 14 15 16 17 18 19 20 22 49 50',
    '27M': '09 20 21 49 50',
    '27P': '51',
    '27Q': '51',
    '28E': LOW,
  }).map(([code, overrides]) => [code, overrides.split(' ')]),
);

/** Warnings that are given here; the parameters of the others are not published. */
export const COMPUTED_WARNINGS: readonly string[] = ['27A', '27H', '27P'];

const onOverride = { record: 'CW02', grouping: 'CENWRN' } as const;

const ofOverrides = (
  isBroken: (given: Override, line: SummaryLine, index: number) => boolean | string,
): SummaryRule['found'] => {
  const find = ofEachOfLines<Override>(
    'censusOverrides',
    ({ censusOverrides }) => censusOverrides,
    'conditionCode',
    (given, line, _summary, _context, index) => isBroken(given, line, index),
  );
  return (summary, context) =>
    find(summary, context).map((finding) => ({ ...finding, field: `conditionCode${itemAt(summary, finding.at)}` }));
};

const itemAt = (summary: EntrySummary, at: string): number => {
  const [, , place, , index] = at.split('/');
  return summary.lines[Number(place)]?.censusOverrides?.[Number(index)]?.item ?? 1;
};

const DROP = [{ do: 'remove', at: '..' }] as const;

/** Overrides of census warnings (CW02 record, p. ESF-116). That one stands for a warning which was not given is judged with the warnings. */
export const CENSUS_RULES = [
  {
    ...onOverride,
    code: '484',
    text: 'CENSUS WARNING COND CD UNKNOWN',
    remedy: 'Send a warning of AE table 11, such as 27H.',
    page: 221,
    fields: ['conditionCode'],
    mend: DROP,
    found: ofOverrides(({ conditionCode }) => CENSUS_WARNINGS[conditionCode] === undefined),
  },
  {
    ...onOverride,
    code: '486',
    text: 'CENSUS WARNING COND OVRD CD UNKNOWN',
    remedy: 'Send an override of AE table 10 behind the warning.',
    page: 220,
    fields: ['overrideCode'],
    mend: DROP,
    found: ofOverrides(({ overrideCode }) => overrideCode === null || !OVERRIDES.includes(overrideCode)),
  },
  {
    ...onOverride,
    code: '487',
    text: 'CENSUS OVRD CD NOT ALLOWED FOR CONDITION',
    remedy: 'Send an override that the warning takes.',
    page: 221,
    fields: ['conditionCode', 'overrideCode'],
    mend: DROP,
    found: ofOverrides(({ conditionCode, overrideCode }) => {
      const taken = CENSUS_WARNINGS[conditionCode];
      if (!taken || overrideCode === null || !OVERRIDES.includes(overrideCode) || taken.includes(overrideCode))
        return false;
      return `${conditionCode} takes ${taken.join(', ')}.`;
    }),
  },
  {
    ...onOverride,
    code: '488',
    text: 'DUPLICATE CENSUS WARNING CD ENCOUNTERED',
    remedy: 'Override each warning once in a line.',
    page: 116,
    fields: ['conditionCode'],
    mend: DROP,
    found: ofOverrides(
      ({ conditionCode }, { censusOverrides = [] }, index) =>
        censusOverrides.findIndex((one) => one.conditionCode === conditionCode) < index,
    ),
  },
] as const satisfies readonly SummaryRule[];

const fits = ({ conditionCode, overrideCode }: Override): boolean =>
  overrideCode !== null && CENSUS_WARNINGS[conditionCode]?.includes(overrideCode) === true;

/** Whether a warning of the census is overridden in its line. */
const isOverridden = (summary: EntrySummary, { code, lineNumber }: SummaryCondition): boolean =>
  summary.lines.some(
    (line) =>
      line.lineNumber === lineNumber && line.censusOverrides?.some((one) => one.conditionCode === code && fits(one)),
  );

/** How the warnings of the census on a summary stand. @param warned warnings that are given on a line, overridden or not */
export const censusStanding = (
  { lines }: EntrySummary,
  warned: (line: SummaryLine) => readonly string[],
): 'none' | 'unresolved' | 'resolved' => {
  const open = lines.some((line) =>
    warned(line).some((code) => !(line.censusOverrides ?? []).some((one) => one.conditionCode === code && fits(one))),
  );
  if (open) return 'unresolved';
  return lines.some(({ censusOverrides }) => censusOverrides?.some(fits)) ? 'resolved' : 'none';
};

/** The conditions without warnings that the filer overrides. */
export const withoutOverridden = (
  summary: EntrySummary,
  conditions: readonly SummaryCondition[],
): readonly SummaryCondition[] =>
  summary.lines.every(({ censusOverrides }) => censusOverrides === undefined)
    ? conditions
    : conditions.filter((each) => CENSUS_WARNINGS[each.code] === undefined || !isOverridden(summary, each));

/** Overrides of warnings that are given here and were not given: 485, at the place of each. */
export const needlessOverrides = (
  summary: EntrySummary,
  conditions: readonly SummaryCondition[],
): {
  readonly recordIndex: number | null;
  readonly at: string;
  readonly field: string;
  readonly lineNumber: string;
}[] =>
  summary.lines.flatMap(({ censusOverrides = [], lineNumber, recordIndex }, place) =>
    censusOverrides.flatMap((given, index) => {
      const { conditionCode, item, recordIndex: own } = given;
      return fits(given) &&
        COMPUTED_WARNINGS.includes(conditionCode) &&
        !conditions.some((each) => each.code === conditionCode && each.lineNumber === lineNumber)
        ? [
            {
              ...{ recordIndex: own ?? recordIndex, at: `/lines/${place}/censusOverrides/${index}` },
              ...{ field: `conditionCode${item}`, lineNumber },
            },
          ]
        : [];
    }),
  );
