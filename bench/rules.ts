import { CargoReleaseFiled, EntrySummaryFiled } from '#contracts';
import { judgeSummary } from '../apps/entry/src/entry-summary/filing.rules';
import { RULE_BOOK as SUMMARY_BOOK } from '../apps/entry/src/entry-summary/rule-book';
import type { EntrySummary, SummaryContext } from '../apps/entry/src/summary-on-file/summary.model';
import { judgeFiling } from '../apps/entry/src/release/filing.rules';
import type { FilingContext } from '../apps/entry/src/release/rule';
import { RULE_BOOK } from '../apps/entry/src/release/rule-book';
import { percentiles } from './figures';

const AT_ONCE = 1_000;
const ROUNDS = 60;

/** Microseconds for each filing, of the process's own processor time. */
export interface RulesFigures {
  readonly rules: number;
  /** What is filed most: one bill, one line. */
  readonly sound: number;
  /** Three bills and ten lines with parties of their own. */
  readonly large: number;
  /** The first with six faults, each answered. */
  readonly broken: number;
  /** The peer: the same filing checked against its schema by a library that compiles it. */
  readonly schema: number;
  /** The floor: every value of the filing written once. */
  readonly floor: number;
}

const CONTEXT: FilingContext = {
  today: '2026-11-16',
  importer: () => 'active',
  missingPower: null,
  checkDigitOffset: 0,
};

const SOUND = CargoReleaseFiled.example;
const LARGE: CargoReleaseFiled = {
  ...SOUND,
  bills: ['260000101', '260000102', '260000103'].map((billNumber) => ({ ...SOUND.bills[0]!, billNumber })),
  estimatedValueDollars: 250_000,
  lines: Array.from({ length: 10 }, (_, at) => ({
    ...SOUND.lines[0]!,
    lineNumber: String(at + 1).padStart(3, '0'),
    parties: SOUND.parties.filter(({ entityCode }) => entityCode === 'MF' || entityCode === 'SE'),
  })),
};
const BROKEN: CargoReleaseFiled = {
  ...SOUND,
  modeOfTransport: '99',
  bondType: '5',
  plannedPortOfEntry: '9999',
  contactName: null,
  references: [{ qualifier: 'XX', value: '1', recordIndex: 4 }],
  parties: SOUND.parties.filter(({ entityCode }) => entityCode !== 'BY'),
};

const cost = (work: () => unknown): number => {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const used = process.cpuUsage();
    for (let at = 0; at < AT_ONCE; at += 1) work();
    const { user, system } = process.cpuUsage(used);
    rounds.push((user + system) / AT_ONCE);
  }
  return percentiles(rounds.slice(ROUNDS / 4)).p50;
};

/** Of what takes milliseconds: each time is a round of its own. */
const costOfOne = (work: () => unknown): number => {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const used = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(used);
    rounds.push(user + system);
  }
  return percentiles(rounds.slice(ROUNDS / 4)).p50;
};

/** What the rule book costs for each cargo release. */
export const measureRules = (): RulesFigures => {
  const judge = (filing: CargoReleaseFiled) => () => judgeFiling(filing, CONTEXT);
  for (const filing of [SOUND, LARGE])
    if (judgeFiling(filing, CONTEXT).length > 0) throw new Error('a sound filing is refused');
  return {
    rules: RULE_BOOK.length,
    sound: cost(judge(SOUND)),
    large: cost(judge(LARGE)),
    broken: cost(judge(BROKEN)),
    schema: cost(() => CargoReleaseFiled.faultOf(SOUND)),
    floor: cost(() => JSON.stringify(SOUND)),
  };
};

/** Microseconds for each entry summary, of the process's own processor time; duty and fees are computed within. */
export interface SummaryRulesFigures {
  readonly rules: number;
  /** One line, one bill. */
  readonly sound: number;
  /** Ten lines. */
  readonly large: number;
  /** The most that a summary takes. */
  readonly largest: number;
  /** The first with six faults, each answered. */
  readonly broken: number;
  readonly schema: number;
  readonly floor: number;
}

const SUMMARY_CONTEXT: SummaryContext = {
  ...{ today: '2026-11-24', importerOnFile: () => true, filerAuthorised: true, missingPower: null },
  ...{ missingCapabilities: [], existing: null },
};
const [LINE] = EntrySummaryFiled.example.lines;
const SUMMARY: EntrySummary = {
  ...EntrySummaryFiled.example,
  lines: [
    {
      ...LINE!,
      tariffs: LINE!.tariffs.map((tariff) => ({
        ...tariff,
        quantities: [
          { quantity: '400', unit: 'NO' },
          { quantity: '500', unit: 'KG' },
        ],
      })),
    },
  ],
};
const withLines = (count: number): EntrySummary => ({
  ...SUMMARY,
  lines: Array.from({ length: count }, (_, at) => ({ ...SUMMARY.lines[0]!, lineNumber: String(at + 1) })),
});
const BROKEN_SUMMARY: EntrySummary = {
  ...SUMMARY,
  ...{ modeOfTransport: '99', consigneeNumber: null, stateOfDestinationCode: 'ZZ', conveyanceName: '' },
  bonds: [{ type: '5', designation: 'X', surety: null, amountDollars: null }],
};
const MOST_LINES = 998;

/** What the rules of an entry summary cost, those of the book and those that reckon. */
export const measureSummaryRules = (): SummaryRulesFigures => {
  const judge = (summary: EntrySummary) => () => judgeSummary(summary, SUMMARY_CONTEXT);
  const refused = judge(SUMMARY)().conditions.filter(({ severity }) => severity === 'fatal');
  if (refused.length > 0) throw new Error(`a sound summary is refused: ${refused.map(({ code }) => code).join(', ')}`);
  return {
    rules: SUMMARY_BOOK.length,
    sound: cost(judge(SUMMARY)),
    large: cost(judge(withLines(10))),
    largest: costOfOne(judge(withLines(MOST_LINES))),
    broken: cost(judge(BROKEN_SUMMARY)),
    schema: cost(() => EntrySummaryFiled.faultOf(EntrySummaryFiled.example)),
    floor: cost(() => JSON.stringify(EntrySummaryFiled.example)),
  };
};
