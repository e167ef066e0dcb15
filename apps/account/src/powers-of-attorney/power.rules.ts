import { CargoReleaseFiled, EntrySummaryFiled, kindOf, PowerScope } from '#contracts';
import {
  addDays,
  type CustomsDate,
  type FieldError,
  isCustomsDate,
  isFilerCode,
  localDate,
  parseImporterNumber,
} from '#kernel';
import { isPort } from '#reference';

/** Those that filings are judged by, and documents, which are judged here and of which nobody else hears. */
export type GrantedScope = PowerScope | 'documents';

export const isJudgedElsewhere = (scope: GrantedScope): scope is PowerScope => scope !== 'documents';

/** What a power of attorney may be for, and what its holder does with it. */
export const POWER_SCOPES: readonly { scope: GrantedScope; allows: string }[] = [
  {
    scope: kindOf(CargoReleaseFiled).kind as PowerScope,
    allows: 'file, replace and update cargo releases for the importer',
  },
  { scope: kindOf(EntrySummaryFiled).kind as PowerScope, allows: 'file and replace entry summaries for the importer' },
  { scope: 'see', allows: 'look up entries of the importer that others filed, as the importer itself sees them' },
  { scope: 'documents', allows: "see and open the documents of the importer's account; only for all ports" },
];

/** The easternmost ports: a day that has not begun there has begun at no port. */
const EASTERNMOST = 'America/Puerto_Rico';
const PARTNERSHIP_YEARS = 2;

/** A power of attorney as it is asked for; see `GrantOrder` for the meaning of each member. */
export interface WantedPower {
  readonly id: string;
  readonly importerNumber: string;
  readonly filerCode: string;
  readonly scopes: readonly string[];
  readonly ports: readonly string[] | null;
  readonly partnership: boolean;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** A wanted power in normal form: the same power is the same text however it was written. */
export interface PowerTerms {
  /** Normal form of the importer's number. */
  readonly identity: string;
  readonly filerCode: string;
  readonly scopes: GrantedScope[];
  readonly ports: string[] | null;
  readonly partnership: boolean;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** The last day of a partnership's power: it is given for two years at most (19 CFR 141.34). */
export const partnershipEnd = (from: CustomsDate): CustomsDate => {
  const anniversary = `${Number(from.slice(0, 4)) + PARTNERSHIP_YEARS}${from.slice(4)}`;
  return addDays(isCustomsDate(anniversary) ? anniversary : `${anniversary.slice(0, 4)}-03-01`, -1);
};

const sorted = <T extends string>(list: readonly T[]): T[] => [...new Set(list)].sort();

/** What is wrong with a power that is asked for, or its terms. A partnership that names no last day gets the last it may have. */
export const powerTerms = (wanted: WantedPower, now: Date): { errors: FieldError[] } | { terms: PowerTerms } => {
  const errors: FieldError[] = [];
  const { filerCode, scopes, ports, partnership, from, to } = wanted;
  const number = parseImporterNumber(wanted.importerNumber);
  if (!number.ok) errors.push({ at: '/importerNumber', text: number.problem });
  if (!isFilerCode(filerCode)) errors.push({ at: '/filerCode', text: `'${filerCode}' is not three letters or digits` });
  if (scopes.length === 0) errors.push({ at: '/scopes', text: 'names nothing that the filer may do' });
  scopes.forEach((scope, index) => {
    if (POWER_SCOPES.some((known) => known.scope === scope)) return;
    const known = POWER_SCOPES.map((row) => `'${row.scope}'`).join(', ');
    errors.push({ at: `/scopes/${index}`, text: `'${scope}' is none of ${known}` });
  });
  if (ports && scopes.includes('documents'))
    errors.push({ at: '/ports', text: 'documents are of no port: grant them by a power for all ports (null)' });
  if (ports?.length === 0) errors.push({ at: '/ports', text: 'names no port; null stands for all of them' });
  ports?.forEach((port, index) => {
    if (!isPort(port)) errors.push({ at: `/ports/${index}`, text: `${port} is no port of entry` });
  });
  const dated = isCustomsDate(from) && (to === null || isCustomsDate(to));
  if (!isCustomsDate(from)) errors.push({ at: '/from', text: `'${from}' is not a day, YYYY-MM-DD` });
  if (to !== null && !isCustomsDate(to)) errors.push({ at: '/to', text: `'${to}' is not a day, YYYY-MM-DD` });
  const end = dated && partnership ? partnershipEnd(from) : null;
  if (dated && to !== null) {
    if (to < from) errors.push({ at: '/to', text: `${to} is before the first day, ${from}` });
    else if (to < now.toISOString().slice(0, 10)) errors.push({ at: '/to', text: `${to} is over` });
    if (end !== null && to > end)
      errors.push({ at: '/to', text: `a power of a partnership that begins on ${from} ends on ${end} at the latest` });
  }
  if (errors.length > 0 || !number.ok) return { errors };
  return {
    terms: {
      identity: number.value.text,
      filerCode,
      scopes: sorted(scopes as readonly GrantedScope[]),
      ports: ports && sorted(ports),
      partnership,
      from,
      to: to ?? end,
    },
  };
};

/** What is wrong with the day from which on a power is revoked; null when nothing is. What was received before stays filed. */
export const revocationFault = (from: CustomsDate, now: Date): FieldError | null => {
  if (!isCustomsDate(from)) return { at: '/from', text: `'${from}' is not a day, YYYY-MM-DD` };
  if (from > localDate(now, EASTERNMOST)) return null;
  return { at: '/from', text: `${from} has begun; leave it out to revoke at once` };
};

export interface Revocation {
  readonly revokedAt: Date | null;
  readonly revokedFrom: CustomsDate | null;
}

/** Of several revocations of one power the earliest instant and the earliest day count. */
export const revokedBy = (revocations: readonly Revocation[]): Revocation => ({
  revokedAt: revocations.reduce<Date | null>(
    (first, { revokedAt }) => (revokedAt !== null && (first === null || revokedAt < first) ? revokedAt : first),
    null,
  ),
  revokedFrom: revocations.reduce<CustomsDate | null>(
    (first, { revokedFrom }) => (revokedFrom !== null && (first === null || revokedFrom < first) ? revokedFrom : first),
    null,
  ),
});

/** Whether another revocation changes nothing: the power ends as early without it. */
export const isRevokedBy = (known: Revocation, wanted: Revocation): boolean => {
  if (known.revokedAt !== null) return true;
  return wanted.revokedFrom !== null && known.revokedFrom !== null && known.revokedFrom <= wanted.revokedFrom;
};

/** An importer's number as logs and lists show it: of a social security number the last four digits. */
export const shownNumber = (identity: string): string => {
  const number = parseImporterNumber(identity);
  return number.ok && number.value.qualifier === '34' ? `***-**-${identity.slice(-4)}` : identity;
};

/** A power in words, for the activity log. */
export const inWords = ({ identity, filerCode, scopes, ports, from, to }: PowerTerms): string =>
  `importer ${shownNumber(identity)} to filer ${filerCode}, ${scopes.join(', ')}, ${
    ports ? `port${ports.length > 1 ? 's' : ''} ${ports.join(' ')}` : 'all ports'
  }, from ${from}${to ? ` to ${to}` : ''}`;

/** The scopes as a Markdown table for the partner documents. */
export const powerScopeTable = (): string =>
  [
    '| scope | its holder may |',
    '|---|---|',
    ...POWER_SCOPES.map(({ scope, allows }) => `| \`${scope}\` | ${allows} |`),
  ].join('\n');
