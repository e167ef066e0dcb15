import type { CargoReleaseFiled, ReleaseLine } from '#contracts';
import { entryCheckDigit, isCustomsDate, isFilerCode, parseImporterNumber } from '#kernel';
import { isChapter98, isChapter99, isCountryOrProvince } from '#reference';

/** One place of a filing where a rule is broken. */
export interface Finding {
  readonly recordIndex: number | null;
  /** JSON pointer. */
  readonly at: string;
  readonly field: string | null;
  readonly detail?: string;
}

/** What a rule may ask besides the filing. */
export interface RuleContext {
  /** Offset of the check digit of a filer that has used up its entry numbers. */
  readonly checkDigitOffset: number;
}

export type BookCode =
  | 'P61'
  | 'P62'
  | 'P63'
  | 'P64'
  | 'P65'
  | 'P68'
  | 'P69'
  | 'P75'
  | 'P76'
  | 'P77'
  | 'P78'
  | 'P79'
  | 'P86'
  | 'P87'
  | 'P91'
  | 'P93'
  | 'P94'
  | 'P95'
  | 'P96'
  | 'P97';

/** A rule of the guide as a row: what it is called, what to do, where it is written, the record it is about, and where a filing breaks it. */
export interface BookRule {
  readonly code: BookCode;
  readonly text: string;
  readonly remedy: string;
  /** Page of the Cargo Release guide v40. */
  readonly page: number;
  readonly record: string;
  readonly found: (filing: CargoReleaseFiled, context: RuleContext) => readonly Finding[];
}

type Filing = CargoReleaseFiled;
type Bill = Filing['bills'][number];
type Reference = Filing['references'][number];
type Party = Filing['parties'][number];
type Tariff = ReleaseLine['tariffs'][number];

const IN_BOND = /^(\d{9}|\d{11}|[A-Z0-9]{3}\d{8})$/;

const ofHeader =
  (field: string, isBroken: (filing: Filing) => boolean, index: (filing: Filing) => number | null) =>
  (filing: Filing): Finding[] =>
    isBroken(filing) ? [{ recordIndex: index(filing), at: `/${field}`, field }] : [];

const ofBills =
  (field: string, isBroken: (bill: Bill, filing: Filing, place: number) => boolean) =>
  (filing: Filing): Finding[] =>
    filing.bills.flatMap((bill, place) =>
      isBroken(bill, filing, place) ? [{ recordIndex: bill.recordIndex, at: `/bills/${place}/${field}`, field }] : [],
    );

const ofReferences =
  (field: string, isBroken: (reference: Reference, context: RuleContext, filing: Filing) => boolean) =>
  (filing: Filing, context: RuleContext): Finding[] =>
    filing.references.flatMap((reference, place) =>
      isBroken(reference, context, filing)
        ? [{ recordIndex: reference.recordIndex, at: `/references/${place}/${field}`, field }]
        : [],
    );

/** Header parties, or those of every line, each with its neighbours. */
const ofParties =
  (
    where: 'header' | 'line',
    field: string,
    isBroken: (party: Party, filing: Filing, place: number, beside: readonly Party[]) => boolean,
  ) =>
  (filing: Filing): Finding[] => {
    const groups =
      where === 'header'
        ? [{ parties: filing.parties, at: '/parties' }]
        : filing.lines.map(({ parties }, line) => ({ parties, at: `/lines/${line}/parties` }));
    return groups.flatMap(({ parties, at }) =>
      parties.flatMap((party, place) =>
        isBroken(party, filing, place, parties)
          ? [{ recordIndex: party.recordIndex, at: `${at}/${place}/${field}`, field }]
          : [],
      ),
    );
  };

const ofTariffs =
  (field: string, isBroken: (tariff: Tariff, place: number, line: ReleaseLine, filing: Filing) => boolean) =>
  (filing: Filing): Finding[] =>
    filing.lines.flatMap((line, at) =>
      line.tariffs.flatMap((tariff, place) =>
        isBroken(tariff, place, line, filing)
          ? [{ recordIndex: tariff.recordIndex, at: `/lines/${at}/tariffs/${place}/${field}`, field }]
          : [],
      ),
    );

/** Both rules of a party record, for the header (SE30) and for lines (SE50), under one code. */
const header = 'header' as const;
const line = 'line' as const;

const BILL_TYPES = ['R', 'M', 'H', 'T', 'I'];
const ENTITIES = ['MF', 'SE', 'BY', 'ST', 'LG', 'CS', 'CN', 'SH', 'EX', 'DR', 'PK'];
const HEADER_ENTITIES = [...ENTITIES, 'BKP'];
/** Parties that may be named by a number. */
export const NUMBERED = ['BY', 'ST', 'CN'];
const IDENTIFIER_KINDS = ['EI', 'ANI', '34'];
const NAMED_CONSIGNEE_TYPES = ['11', '86'];
/** Dollars; what one consignee that is named by name and address may get on an entry of the type, less than. */
const NAMED_CONSIGNEE_LIMIT: Readonly<Record<string, number>> = { '11': 2_500, '86': 800 };

const isEntryNumber = (value: string, filing: Filing, { checkDigitOffset }: RuleContext): boolean => {
  const [filer, number] = [value.slice(0, 3), value.slice(3)];
  if (!isFilerCode(filer) || !/^\d{8}$/.test(number)) return false;
  const offset = filer === filing.filerCode ? checkDigitOffset : 0;
  return entryCheckDigit(filer, number.slice(0, 7), offset) === Number(number[7]);
};

const isDay = (mmddyy: string): boolean => {
  const found = /^(\d{2})(\d{2})(\d{2})$/.exec(mmddyy);
  return found !== null && isCustomsDate(`20${found[3]}-${found[1]}-${found[2]}`);
};

type Form = RegExp | ((value: string, filing: Filing, context: RuleContext) => boolean);

/** Each reference with what it is and its form (guide pp. SE-54, SE-55). */
const REFERENCES: Readonly<Record<string, readonly [what: string, says: string, form: Form]>> = {
  CR: ['your own reference', 'at most nine characters', /^.{1,9}$/],
  EN: ['replacement entry', 'filer code and number, eleven characters, right check digit', isEntryNumber],
  IB: ['replacement in-bond movement', 'nine or eleven digits, or three characters and eight digits', IN_BOND],
  FTZ: ['replacement admission to a zone', 'at most nineteen letters and digits', /^[A-Z0-9]{1,19}$/],
  DIS: ['your reference of documents', 'at most fifty characters', /^.{1,50}$/],
  V1: ['surety', 'three characters', /^[A-Z0-9]{3}$/],
  AMT: ['bond amount', 'whole dollars, one to ten digits, no leading zero', /^[1-9]\d{0,9}$/],
  EXP: ['express consignment', '`Y`', /^Y$/],
  KII: ['known importer', '`Y`', /^Y$/],
  RRN: ["the rail carrier's reference", 'at most fifty characters', /^.{1,50}$/],
  PER: ['perishable goods', '`Y`', /^Y$/],
  CES: ['consolidated entry summary', 'filer code and number, eleven characters, right check digit', isEntryNumber],
  EDA: ['estimated date of arrival', 'MMDDYY', isDay],
};

/** References in Markdown, for the partner documents. */
export const referenceTable = (): string =>
  [
    '| qualifier | what | form |',
    '|---|---|---|',
    ...Object.entries(REFERENCES).map(([qualifier, [what, says]]) => `| ${qualifier} | ${what} | ${says} |`),
  ].join('\n');

/** Which reference a reason for cancellation must name (guide p. SE-42). */
const REFERENCE_OF_REASON: Readonly<Record<string, string>> = { '02': 'IB', '03': 'EN', '04': 'FTZ' };

export const isNamed = ({ name, city, country, addressLines }: Party): boolean =>
  Boolean(name || city || country || addressLines.length > 0);
export const isIdentified = ({ idType, id }: Party): boolean => Boolean(idType || id);

/** A consignee by name and address: for the line, else for the entry. */
const namedConsignee = (one: ReleaseLine, filing: Filing): Party | undefined => {
  const consignee =
    one.parties.find(({ entityCode }) => entityCode === 'CN') ??
    filing.parties.find(({ entityCode }) => entityCode === 'CN');
  return consignee && isNamed(consignee) && !isIdentified(consignee) ? consignee : undefined;
};
const keyOf = (party: Party): string =>
  JSON.stringify([party.name, party.addressLines, party.city, party.postalCode, party.country]);
const lineValueOf = (one: ReleaseLine): number =>
  one.tariffs.reduce((sum, { valueDollars }) => sum + (valueDollars ?? 0), 0);
const isGoods = ({ hts }: Tariff): boolean => hts !== null && /^\d{10}$/.test(hts) && !isChapter99(hts);

/** Lines whose named consignee gets as much as the limit of the entry type, or more. */
function overNamedLimit(filing: Filing): Finding[] {
  const limit = NAMED_CONSIGNEE_LIMIT[filing.entryType ?? ''];
  if (limit === undefined) return [];
  const sums = new Map<string, number>();
  for (const one of filing.lines) {
    const consignee = namedConsignee(one, filing);
    if (consignee) sums.set(keyOf(consignee), (sums.get(keyOf(consignee)) ?? 0) + lineValueOf(one));
  }
  return filing.lines.flatMap((one, at) => {
    const consignee = namedConsignee(one, filing);
    const sum = consignee ? sums.get(keyOf(consignee))! : 0;
    return sum >= limit
      ? [
          {
            recordIndex: one.recordIndex,
            at: `/lines/${at}/tariffs`,
            field: 'valueDollars',
            detail: `Its lines come to ${sum} dollars; less than ${limit} is the limit.`,
          },
        ]
      : [];
  });
}

/** Rules for what a cancellation says of itself (SE13, SE20). */
export const CANCELLATION_RULES: readonly BookRule[] = [
  {
    code: 'P86',
    text: 'REASON NEEDS ITS REPLACEMENT NUMBER',
    remedy: 'Send the replacement number in SE20: IB for reason 02, EN for 03, FTZ for 04.',
    page: 42,
    record: 'SE13',
    found: ofHeader(
      'cancellationReason',
      ({ cancellationReason, references }) => {
        const needed = REFERENCE_OF_REASON[cancellationReason ?? ''];
        return needed !== undefined && !references.some(({ qualifier, value }) => qualifier === needed && value !== '');
      },
      ({ records }) => records.SE13,
    ),
  },
  {
    code: 'P87',
    text: 'REASON 12 IS FOR WEEKLY ENTRY OF TYPE 06',
    remedy: 'Give the reason for which this entry is cancelled: 12 is for the weekly entry of a zone only.',
    page: 42,
    record: 'SE13',
    found: ofHeader(
      'cancellationReason',
      ({ cancellationReason, entryType }) => cancellationReason === '12' && entryType !== null && entryType !== '06',
      ({ records }) => records.SE13,
    ),
  },
];

/** Rules for references, whatever the action. */
export const REFERENCE_RULES: readonly BookRule[] = [
  {
    code: 'P68',
    text: 'INVALID REFERENCE QUALIFIER',
    remedy: `Use one of ${Object.keys(REFERENCES).join(', ')}.`,
    page: 54,
    record: 'SE20',
    found: ofReferences('qualifier', ({ qualifier }) => !Object.hasOwn(REFERENCES, qualifier)),
  },
  {
    code: 'P69',
    text: 'INVALID REFERENCE IDENTIFIER',
    remedy: 'Send the reference in the form of its qualifier: see the table of references.',
    page: 54,
    record: 'SE20',
    found: ofReferences('value', ({ qualifier, value }, context, filing) => {
      const reference = REFERENCES[qualifier];
      if (reference === undefined) return false;
      const [, , form] = reference;
      return value.trim() === '' || !(form instanceof RegExp ? form.test(value) : form(value, filing, context));
    }),
  },
];

/** Rules for bills, where any are named. */
export const BILL_RULES: readonly BookRule[] = [
  {
    code: 'P61',
    text: 'INVALID BILL TYPE INDICATOR',
    remedy: 'Send R simple, M master, H house, T express tracking number or I in-bond number.',
    page: 44,
    record: 'SE15',
    found: ofBills('billType', ({ billType }) => !BILL_TYPES.includes(billType)),
  },
  {
    code: 'P62',
    text: 'HOUSE BILL WITHOUT MASTER BILL',
    remedy: 'Put the master bill before its house bill; report a simple bill as R.',
    page: 46,
    record: 'SE15',
    found: ofBills(
      'billType',
      ({ billType }, { bills }, place) => billType === 'H' && bills[place - 1]?.billType !== 'M',
    ),
  },
  {
    code: 'P63',
    text: 'IN-BOND NUMBER WITHOUT ITS BILL',
    remedy:
      'Put the bill that the in-bond movement carries behind its number: a simple bill, or a master with its house bill.',
    page: 46,
    record: 'SE15',
    found: ofBills(
      'billType',
      ({ billType }, { bills }, place) =>
        billType === 'I' && !['R', 'M', 'T'].includes(bills[place + 1]?.billType ?? ''),
    ),
  },
  {
    code: 'P64',
    text: 'TYPE 06 NEEDS AN IN-BOND BEFORE A BILL',
    remedy: 'Leave the bill out, or put the in-bond number before it under which the goods left the zone.',
    page: 50,
    record: 'SE15',
    found: ofBills(
      'billType',
      (_, { entryType, bills }, place) =>
        entryType === '06' && place === 0 && !bills.some(({ billType }) => billType === 'I'),
    ),
  },
  {
    code: 'P65',
    text: 'NAME OF THE PIPELINE MISSING',
    remedy: 'Name the pipeline as the conveyance of the bill (SE16).',
    page: 52,
    record: 'SE16',
    found: ofBills(
      'arrivals',
      ({ billType, arrivals }, { modeOfTransport }) =>
        modeOfTransport === '70' && billType !== 'I' && arrivals.some(({ conveyanceName }) => !conveyanceName),
    ),
  },
];

const partyRule = (
  rule: Omit<BookRule, 'record' | 'found'>,
  field: string,
  isBroken: (
    party: Party,
    filing: Filing,
    place: number,
    beside: readonly Party[],
    where: 'header' | 'line',
  ) => boolean,
): readonly [BookRule, BookRule] => [
  {
    ...rule,
    record: 'SE30',
    found: ofParties(header, field, (party, filing, place, beside) => isBroken(party, filing, place, beside, header)),
  },
  {
    ...rule,
    record: 'SE50',
    found: ofParties(line, field, (party, filing, place, beside) => isBroken(party, filing, place, beside, line)),
  },
];

/** Rules for parties of the entry (SE30) and of its lines (SE50). */
export const PARTY_RULES: readonly BookRule[] = [
  ...partyRule(
    {
      code: 'P75',
      text: 'INVALID ENTITY CODE',
      remedy: `Use one of ${ENTITIES.join(', ')}, for the whole entry also BKP.`,
      page: 57,
    },
    'entityCode',
    ({ entityCode }, _filing, _place, _beside, where) =>
      !(where === 'header' ? HEADER_ENTITIES : ENTITIES).includes(entityCode),
  ),
  ...partyRule(
    {
      code: 'P76',
      text: 'ENTITY REPORTED TWICE',
      remedy: 'Name each kind of party once for the entry and once for a line.',
      page: 57,
    },
    'entityCode',
    ({ entityCode }, _filing, place, beside) => beside.slice(0, place).some((other) => other.entityCode === entityCode),
  ),
  ...partyRule(
    {
      code: 'P77',
      text: 'INVALID ENTITY IDENTIFIER',
      remedy: 'Send NN-NNNNNNNXX with EI, YYDDPP-NNNNN with ANI, NNN-NN-NNNN with 34.',
      page: 58,
    },
    'id',
    (party) => {
      if (!isIdentified(party) || !NUMBERED.includes(party.entityCode)) return false;
      const parsed = parseImporterNumber(party.id ?? '');
      return !parsed.ok || !IDENTIFIER_KINDS.includes(party.idType ?? '') || parsed.value.qualifier !== party.idType;
    },
  ),
  ...partyRule(
    {
      code: 'P78',
      text: 'IDENTIFIER IS FOR BY, ST AND CN ONLY',
      remedy: 'Name this party by name and address and leave the identifier out.',
      page: 58,
    },
    'id',
    (party) => isIdentified(party) && !NUMBERED.includes(party.entityCode),
  ),
  ...partyRule(
    {
      code: 'P79',
      text: 'NAME AND IDENTIFIER BOTH GIVEN',
      remedy: 'Give either the identifier, or name and address.',
      page: 60,
    },
    'name',
    (party) => isIdentified(party) && NUMBERED.includes(party.entityCode) && isNamed(party),
  ),
  ...partyRule(
    {
      code: 'P91',
      text: 'INVALID COUNTRY OF THE ENTITY',
      remedy: 'Send the ISO code of the country of its address.',
      page: 61,
    },
    'country',
    ({ country }) => country !== null && !isCountryOrProvince(country),
  ),
];

/** Rules for tariff numbers and values of lines. */
export const LINE_RULES: readonly BookRule[] = [
  {
    code: 'P93',
    text: 'TYPE 23 NEEDS 9813 BEFORE THE GOODS',
    remedy: 'Report the number of heading 9813 first, then the number of the goods.',
    page: 71,
    record: 'SE60',
    found: ofTariffs(
      'hts',
      ({ hts }, place, { tariffs }, { entryType }) =>
        entryType === '23' && place === 0 && (!hts?.startsWith('9813') || tariffs.length < 2),
    ),
  },
  {
    code: 'P94',
    text: 'CHAPTER 99 BELONGS BEFORE THE GOODS',
    remedy: 'Report the numbers of chapter 99 first, then the number of the goods.',
    page: 71,
    record: 'SE60',
    found: ofTariffs(
      'hts',
      ({ hts }, place, { tariffs }) =>
        hts !== null &&
        isChapter99(hts) &&
        tariffs.slice(0, place).some((other) => isGoods(other) && !isChapter98(other.hts!)),
    ),
  },
  {
    code: 'P95',
    text: 'CHAPTER 99 WITHOUT THE GOODS',
    remedy: 'Report the number of the goods behind the numbers of chapter 99.',
    page: 71,
    record: 'SE60',
    found: ofTariffs(
      'hts',
      ({ hts }, place, { tariffs }) => place === 0 && hts !== null && isChapter99(hts) && !tariffs.some(isGoods),
    ),
  },
  {
    code: 'P96',
    text: 'LINE VALUE REQUIRED',
    remedy: 'Send the value of the line: the consignee is given by name and address.',
    page: 71,
    record: 'SE60',
    found: ofTariffs(
      'valueDollars',
      (tariff, _place, one, filing) =>
        NAMED_CONSIGNEE_TYPES.includes(filing.entryType ?? '') &&
        namedConsignee(one, filing) !== undefined &&
        isGoods(tariff) &&
        tariff.valueDollars === null,
    ),
  },
  {
    code: 'P97',
    text: 'TOO MUCH FOR ONE NAMED CONSIGNEE',
    remedy: 'Give the consignee by its number.',
    page: 58,
    record: 'SE40',
    found: overNamedLimit,
  },
];

export const RULE_BOOK: readonly BookRule[] = [
  ...CANCELLATION_RULES,
  ...REFERENCE_RULES,
  ...BILL_RULES,
  ...PARTY_RULES,
  ...LINE_RULES,
];
