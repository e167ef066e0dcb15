import type { StandingChanged } from '#contracts';
import { isCustomsDate, type CustomsDate } from '#kernel';

/** A standing in a trusted trader program. */
export interface TrustedStanding {
  readonly program: string;
  /** Null where the program has none. */
  readonly tier: string | null;
  /** Under which the program knows the account. */
  readonly number: string;
  readonly from: CustomsDate;
  /** The last day; null while no end is known. */
  readonly to: CustomsDate | null;
}

/** Programs whose standing counts at the port, and their tiers. */
export const TRUSTED_PROGRAMS: readonly { program: string; tiers: readonly string[]; use: string; source: string }[] = [
  {
    program: 'C-TPAT',
    tiers: ['1', '2', '3'],
    use: 'fewer examinations, front of the line',
    source: 'SAFE Port Act of 2006: tier 1 certified, 2 validated, 3 beyond the criteria',
  },
  {
    program: 'C-TPAT Trade Compliance',
    tiers: [],
    use: 'problems are resolved through one contact',
    source: 'the former Importer Self-Assessment, part of C-TPAT since March 2020',
  },
  {
    program: 'FAST',
    tiers: [],
    use: 'the FAST lanes at land ports',
    source: 'Free and Secure Trade, for truck carriers',
  },
];

/** What is wrong with standings as ordered, by JSON pointer into the list; empty when they are sound. */
export function standingFaults(standings: readonly TrustedStanding[]): { at: string; text: string }[] {
  return standings.flatMap((standing, index) => {
    const found: { at: string; text: string }[] = [];
    const say = (field: keyof TrustedStanding, text: string): unknown => found.push({ at: `/${index}/${field}`, text });
    const program = TRUSTED_PROGRAMS.find(({ program: name }) => name === standing.program);
    if (!program) say('program', `is none of ${TRUSTED_PROGRAMS.map(({ program: name }) => name).join(', ')}`);
    else if (program.tiers.length === 0 && standing.tier !== null)
      say('tier', `must be null: ${program.program} has no tiers`);
    else if (program.tiers.length > 0 && !program.tiers.includes(standing.tier ?? ''))
      say('tier', `must be one of ${program.tiers.join(', ')}`);
    if (!isCustomsDate(standing.from)) say('from', 'is not a day of the calendar');
    if (standing.to !== null && !isCustomsDate(standing.to)) say('to', 'is not a day of the calendar');
    else if (standing.to !== null && standing.to < standing.from) say('to', 'is before the first day');
    const overlaps = standings
      .slice(0, index)
      .some(
        (other) =>
          other.program === standing.program &&
          other.from <= (standing.to ?? '9999-12-31') &&
          standing.from <= (other.to ?? '9999-12-31'),
      );
    if (overlaps) say('from', `lies in another standing in ${standing.program}`);
    return found;
  });
}

/** Programs in which the Centers decide, by the names that they have there. */
const OF_CENTERS: Readonly<Record<StandingChanged['programs'][number]['program'], string>> = {
  CTPAT: 'C-TPAT',
  'Trade Compliance': 'C-TPAT Trade Compliance',
};
export const isOfCenters = (program: string): boolean => Object.values(OF_CENTERS).includes(program);

export const standingsOfCenters = (programs: StandingChanged['programs']): TrustedStanding[] =>
  programs.map(({ program, tier, number, from, to }) => ({
    program: OF_CENTERS[program],
    tier: tier === null ? null : String(tier),
    number: number ?? '',
    ...{ from, to },
  }));

/** The same standings in another order change nothing. */
export const byProgramAndDay = (standings: readonly TrustedStanding[]): TrustedStanding[] =>
  standings
    .map(({ program, tier, number, from, to }) => ({ program, tier, number, from, to }))
    .sort((a, b) => (`${a.program} ${a.from}` < `${b.program} ${b.from}` ? -1 : 1));

/** What an account has that is ordered by hand: of programs of the Centers, where they told of it, what they told. */
export const orderedByHand = (
  wanted: readonly TrustedStanding[],
  kept: readonly TrustedStanding[],
): { standings: TrustedStanding[]; faults: { at: string; text: string }[] } => {
  const ofCenters = kept.filter(({ program }) => isOfCenters(program));
  const same = ({ program, tier, from, to }: TrustedStanding): string => JSON.stringify([program, tier, from, to]);
  return {
    standings: byProgramAndDay([...wanted.filter(({ program }) => !isOfCenters(program)), ...ofCenters]),
    faults: wanted.flatMap((standing, index) =>
      isOfCenters(standing.program) && !ofCenters.some((one) => same(one) === same(standing))
        ? [{ at: `/${index}/program`, text: `is decided by the account's Center, which has told of this account` }]
        : [],
    ),
  };
};

/** The programs as a Markdown table for the partner documents. */
export const trustedProgramTable = (): string =>
  [
    '| program | tiers | what it brings | source |',
    '|---|---|---|---|',
    ...TRUSTED_PROGRAMS.map(
      ({ program, tiers, use, source }) => `| ${program} | ${tiers.join(', ') || 'none'} | ${use} | ${source} |`,
    ),
  ].join('\n');
