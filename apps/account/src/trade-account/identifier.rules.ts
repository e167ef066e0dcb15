import { type FieldError, isFilerCode, isScac, parseImporterNumber } from '#kernel';
import { GOVERNMENT_AGENCIES } from '#reference';

export type IdentifierKind =
  | 'importer number'
  | 'filer code'
  | 'SCAC'
  | 'surety code'
  | 'FIRMS code'
  | 'zone number'
  | 'agency code';

export interface Identifier {
  readonly kind: IdentifierKind;
  /** As the owner writes it. */
  readonly value: string;
  /** Normal form: two spellings of one identifier have the same. */
  readonly identity: string;
}

/** What an account is known by. Each may be in only one active account at a time. */
export const IDENTIFIER_KINDS: readonly {
  kind: IdentifierKind;
  field: 'importerNumbers' | 'filerCodes' | 'scacs' | 'suretyCodes' | 'firmsCodes' | 'zoneNumbers' | 'agencyCodes';
  form: string;
  use: string;
}[] = [
  {
    kind: 'importer number',
    field: 'importerNumbers',
    form: '`NN-NNNNNNN`, `NN-NNNNNNNXX`, `NNN-NN-NNNN` or `YYDDPP-NNNNN`',
    use: 'imports under it; its Center is assigned to it',
  },
  {
    kind: 'filer code',
    field: 'filerCodes',
    form: 'three letters or digits',
    use: 'files entries whose number begins with it',
  },
  {
    kind: 'SCAC',
    field: 'scacs',
    form: 'two to four letters',
    use: 'files manifests and arrivals of conveyances under it',
  },
  { kind: 'surety code', field: 'suretyCodes', form: 'three digits', use: 'is liable for bonds under it' },
  {
    kind: 'FIRMS code',
    field: 'firmsCodes',
    form: 'a letter and three letters or digits',
    use: 'operates the facility that it names',
  },
  {
    kind: 'zone number',
    field: 'zoneNumbers',
    form: 'three digits, or with the site: `026-01`',
    use: 'operates the foreign trade zone that it names',
  },
  {
    kind: 'agency code',
    field: 'agencyCodes',
    form: 'three letters or digits of Appendix V, such as `FDA`',
    use: 'is the partner government agency that decides on what is filed for it',
  },
];

const PLAIN_FORMS: Partial<Record<IdentifierKind, RegExp>> = {
  'surety code': /^\d{3}$/,
  'FIRMS code': /^[A-Z][A-Z0-9]{3}$/,
  'zone number': /^\d{3}(-\d{2})?$/,
  'agency code': new RegExp(`^(${[...GOVERNMENT_AGENCIES.keys()].join('|')})$`),
};

/** Reads an identifier as somebody wrote it; null when it has not the form of its kind. */
export const identifierOf = (kind: IdentifierKind, text: string): Identifier | null => {
  const value = text.trim().toUpperCase();
  if (kind === 'filer code') return isFilerCode(value) ? { kind, value, identity: value } : null;
  if (kind === 'SCAC') return isScac(value) ? { kind, value, identity: value } : null;
  const plain = PLAIN_FORMS[kind];
  if (plain) return plain.test(value) ? { kind, value, identity: value } : null;
  const number = parseImporterNumber(value);
  return number.ok ? { kind, value, identity: number.value.text } : null;
};

const keyOf = ({ kind, identity }: Identifier): string => `${kind} ${identity}`;

/** What ends and what begins when an account's identifiers become `wanted`; what stays keeps its first day. */
export const identifierChanges = <H extends Identifier>(
  held: readonly H[],
  wanted: readonly Identifier[],
): { ended: H[]; begun: Identifier[] } => {
  const had = new Set(held.map(keyOf));
  const wants = new Map(wanted.map((identifier) => [keyOf(identifier), identifier]));
  return {
    ended: held.filter((identifier) => !wants.has(keyOf(identifier))),
    begun: [...wants].filter(([key]) => !had.has(key)).map(([, identifier]) => identifier),
  };
};

/** The identifiers of an account as a Markdown table for the partner documents. */
export const identifierTable = (): string =>
  [
    '| identifier | field | form | what an account does with it |',
    '|---|---|---|---|',
    ...IDENTIFIER_KINDS.map((k) => `| ${k.kind} | \`${k.field}\` | ${k.form} | ${k.use} |`),
  ].join('\n');

/** Sub-accounts: a part that an account plays, and the kind of number it is played under. The first of a kind is meant where none is named. */
export const SUB_ACCOUNTS: readonly { role: string; kind: IdentifierKind }[] = [
  { role: 'importer', kind: 'importer number' },
  { role: 'exporter', kind: 'importer number' },
  { role: 'shipper', kind: 'importer number' },
  { role: 'drawback claimant', kind: 'importer number' },
  { role: 'broker or filer', kind: 'filer code' },
  { role: 'carrier', kind: 'SCAC' },
  { role: 'surety', kind: 'surety code' },
  { role: 'facility operator', kind: 'FIRMS code' },
  { role: 'foreign trade zone operator', kind: 'zone number' },
];

/** The sub-accounts that a number stands for; none for the code of an agency. */
export const rolesOf = (kind: IdentifierKind, roles: readonly string[]): readonly string[] => {
  if (roles.length > 0) return roles;
  const first = SUB_ACCOUNTS.find((sub) => sub.kind === kind);
  return first ? [first.role] : [];
};

export interface NumberNamed {
  readonly kind: string;
  readonly value: string;
}

/** A number for an account, with the sub-accounts that it shall stand for. */
export interface NewNumber extends NumberNamed {
  readonly subAccounts: readonly string[];
}

/** What is wrong with a number as it was asked for; empty when it is sound. */
export const numberFaults = ({ kind, value, subAccounts }: NewNumber): FieldError[] => {
  // Whose account an agency's is, the operator of the platform says alone.
  const askedFor = IDENTIFIER_KINDS.filter((k) => k.kind !== 'agency code');
  const known = askedFor.find((k) => k.kind === kind);
  if (!known) return [{ at: '/kind', text: `'${kind}' is none of ${askedFor.map((k) => k.kind).join(', ')}` }];
  const found: FieldError[] = [];
  if (!identifierOf(known.kind, value))
    found.push({ at: '/value', text: `'${value}' is not a ${kind}: ${known.form.replaceAll('`', '')}` });
  const fitting = SUB_ACCOUNTS.filter((sub) => sub.kind === known.kind).map(({ role }) => role);
  const unfit = subAccounts.find((role) => !fitting.includes(role));
  if (unfit !== undefined)
    found.push({ at: '/subAccounts', text: `'${unfit}' is no sub-account under a ${kind}: ${fitting.join(', ')}` });
  return found;
};

const KIND_OF_NUMBER: Partial<Record<IdentifierKind, string>> = {
  'importer number': 'importer',
  'filer code': 'broker',
  SCAC: 'carrier',
};

/** Kinds of account that numbers of these kinds stand for. */
export const kindsOfNumbers = (kinds: readonly IdentifierKind[]): string[] =>
  [...new Set(kinds.flatMap((kind) => KIND_OF_NUMBER[kind] ?? []))].sort();
