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

/** The programs as a Markdown table for the partner documents. */
export const trustedProgramTable = (): string =>
  [
    '| program | tiers | what it brings | source |',
    '|---|---|---|---|',
    ...TRUSTED_PROGRAMS.map(
      ({ program, tiers, use, source }) => `| ${program} | ${tiers.join(', ') || 'none'} | ${use} | ${source} |`,
    ),
  ].join('\n');
