import type { FilingOrigin, PowerOfAttorney, PowerScope } from '#contracts';
import { type CustomsDate, parseImporterNumber } from '#kernel';
import { isPort } from '#reference';
import { dayAt } from '../port-day/port-day';

/** What is known of an importer that keeps its powers of attorney here. */
export interface ImporterWithPowers {
  /** Accounts that have the importer's number now: they file for themselves. */
  readonly accounts: readonly string[];
  /** Of the filers at hand. */
  readonly powers: readonly PowerOfAttorney[];
}

/** Who acts for an importer, in what, and when that came in. */
export interface Dealing {
  readonly accountId: string;
  readonly filerCode: string;
  readonly scope: PowerScope;
  /** Port of entry; null where none is named. */
  readonly port: string | null;
  readonly receivedAt: Date;
  /** The day of receipt by the clock of the port. */
  readonly day: CustomsDate;
}

interface Question {
  readonly allows: (power: PowerOfAttorney, dealing: Dealing) => boolean;
  /** Why none of the powers that are left allows it. */
  readonly why: (dealing: Dealing, left: readonly PowerOfAttorney[]) => string;
}

const listed = (words: readonly string[]): string => [...new Set(words)].sort().join(', ');

/** Asked one after the other of the powers that the question before has left. */
const QUESTIONS: readonly Question[] = [
  {
    allows: (power, { filerCode }) => power.filerCode === filerCode,
    why: ({ filerCode }) => `The importer has granted filer ${filerCode} none.`,
  },
  {
    allows: ({ scopes }, { scope }) => scopes.includes(scope),
    why: ({ scope }, left) => `Yours is for ${listed(left.flatMap(({ scopes }) => scopes))}, not for ${scope}.`,
  },
  {
    allows: ({ ports }, { port }) => ports === null || (port !== null && ports.includes(port)),
    why: ({ port }, left) =>
      `Yours is for port ${listed(left.flatMap(({ ports }) => ports ?? []))}; ${port === null ? 'the filing names no port of entry' : `the filing is for ${port}`}.`,
  },
  {
    allows: ({ from }, { day }) => from <= day,
    why: ({ day }, left) => `Yours begins on ${left.map(({ from }) => from).sort()[0]}; the filing came on ${day}.`,
  },
  {
    allows: ({ to }, { day }) => to === null || day <= to,
    why: ({ day }, left) =>
      `Yours ended on ${left
        .map(({ to }) => to ?? '')
        .sort()
        .at(-1)}; the filing came on ${day}.`,
  },
  {
    allows: ({ revokedFrom }, { day }) => revokedFrom === null || day < revokedFrom,
    why: ({ day }, left) =>
      `Yours was revoked from ${left
        .map(({ revokedFrom }) => revokedFrom ?? '')
        .sort()
        .at(-1)} on; the filing came on ${day}.`,
  },
  {
    allows: ({ revokedAt }, { receivedAt }) => revokedAt === null || receivedAt < new Date(revokedAt),
    why: ({ receivedAt }, left) =>
      `Yours was revoked at ${left
        .map(({ revokedAt }) => revokedAt ?? '')
        .sort()
        .at(-1)}; the filing came at ${receivedAt.toISOString()}.`,
  },
];

/**
 * Why no power of attorney allows a dealing, in words for the filer; null when one does or none is needed: by an importer that keeps none here,
 * whose broker keeps it and answers for it, or of an importer that acts for itself. Source: 19 CFR 141.46, 141.34.
 *
 * @param importer undefined when it never granted a power here
 */
export const missingPower = (importer: ImporterWithPowers | undefined, dealing: Dealing): string | null => {
  if (importer === undefined || importer.accounts.includes(dealing.accountId)) return null;
  let left = importer.powers;
  for (const { allows, why } of QUESTIONS) {
    const before = left;
    left = before.filter((power) => allows(power, dealing));
    if (left.length === 0) return why(dealing, before);
  }
  return null;
};

interface Filing {
  readonly origin: FilingOrigin;
  readonly filerCode: string;
}

/**
 * Why a filing may not be made for an importer, as `missingPower` says it: judged by when it was received, however long it waited.
 *
 * @param importers those that keep powers here, by full number
 */
export const missingForFiling = (
  importers: ReadonlyMap<string, ImporterWithPowers>,
  importerNumber: string | null | undefined,
  { origin, filerCode }: Filing,
  scope: PowerScope,
  port: string | null,
): string | null => {
  const number = parseImporterNumber(importerNumber ?? '');
  const importer = number.ok ? importers.get(number.value.text) : undefined;
  if (importer === undefined) return null;
  const receivedAt = new Date(origin.receivedAt);
  const day = dayAt(port !== null && isPort(port) ? port : null, receivedAt);
  return missingPower(importer, { accountId: origin.accountId, filerCode, scope, port, receivedAt, day });
};

/** Filer codes that may look at entries of an importer that others filed. */
export const filersWhoSee = (
  powers: readonly PowerOfAttorney[],
  at: Pick<Dealing, 'port' | 'receivedAt' | 'day'>,
): string[] => {
  const codes = [...new Set(powers.map(({ filerCode }) => filerCode))].sort();
  return codes.filter(
    (filerCode) => missingPower({ accounts: [], powers }, { ...at, accountId: '', filerCode, scope: 'see' }) === null,
  );
};
