import type { CargoReleaseFiled, ReleaseBill, ReleaseLine } from '#contracts';
import type { CustomsDate } from '#kernel';
import type { AgencyFlags } from '../agency-data/agency.rules';
import type { Finding, MendOf, RuleRow } from '../rule-book/rule-row';

export type ImporterStanding = 'active' | 'inactive' | 'unknown';

/** What the rules need to know besides the filing itself. */
export interface FilingContext {
  /** The day of receipt at the port of entry. */
  readonly today: CustomsDate;
  /** Standing of an importer number in its full form. */
  importer(number: string): ImporterStanding;
  /** Why no power of attorney allows the filing for the importer it names; null when one does or none is needed. */
  readonly missingPower: string | null;
  /** Offset granted to a filer that has used up its entry numbers; 0 for others. */
  readonly checkDigitOffset: number;
  /** Whether somebody files under the code; left out where nobody looked. */
  readonly filerOnFile?: (code: string) => boolean;
  /** The trade order that bars goods of a tariff number and an origin; left out while none is in force. */
  readonly barred?: (hts: string | null, origin: string | null) => string | null;
  /** What stands behind a FIRMS code; left out while facilities are not looked up. */
  readonly facility?: (firmsCode: string) => { readonly type: string; readonly ports: readonly string[] } | null;
  /** What is on file of the warehouse entry of that key; undefined where nothing is, or nobody looked. */
  readonly originating?: (key: string) => OriginatingEntry | undefined;
  /** Tariff numbers that agencies have flagged; none where the operator has told none. */
  readonly agencyFlags?: AgencyFlags;
}

/** What is on file of the warehouse entry that the goods of another come from. */
export interface OriginatingEntry {
  readonly entryType: string | null;
  /** As its summary says; null while there is none. */
  readonly importDate: CustomsDate | null;
}

export type { Finding };
export type Mend = MendOf<CargoReleaseFiled, FilingContext>;

/** A new declaration is whole; of an update and a cancellation SE10 is, and a format without columns leaves out what stays as it is. */
export const isWhole = ({ action, records }: Filing): boolean =>
  (action !== 'U' && action !== 'D') || records.SE10 !== null;

/** Letters of SE10 column 5: for which actions a rule holds. */
export type Actions = 'AR' | 'ARU' | 'ADRU' | 'D' | 'U';

/** A rule of the Cargo Release guide v40 as a row, and where a filing breaks it. */
export interface BookRule<C extends string = string> extends RuleRow<C, CargoReleaseFiled, FilingContext> {
  /** Left out: a new declaration (A, R). */
  readonly actions?: Actions;
  /** Left out: it refuses the filing. */
  readonly severity?: 'warning';
  readonly found: (filing: CargoReleaseFiled, context: FilingContext) => readonly Finding[];
}

export type Filing = CargoReleaseFiled;
export type Bill = ReleaseBill;
export type Reference = Filing['references'][number];
export type Party = Filing['parties'][number];
export type Tariff = ReleaseLine['tariffs'][number];
type Header = 'SE10' | 'SE11' | 'SE13';

const NOTHING: readonly Finding[] = [];

/** What is found in a list, without a list for each item in which nothing is: an entry has 999 lines, and the book some 200 rules. */
export const findingsIn = <T>(
  items: readonly T[],
  findingOf: (item: T, place: number) => Finding | null,
): readonly Finding[] => {
  let all: Finding[] | undefined;
  for (let place = 0; place < items.length; place += 1) {
    const found = findingOf(items[place]!, place);
    if (found !== null) (all ??= []).push(found);
  }
  return all ?? NOTHING;
};

/** A rule about one field of the header. `isBroken` gives true, or what the values at hand say more than the remedy. */
export const ofHeader =
  (record: Header, at: string, isBroken: (filing: Filing, context: FilingContext) => boolean | string) =>
  (filing: Filing, context: FilingContext): readonly Finding[] => {
    const broken = isBroken(filing, context);
    if (broken === false) return NOTHING;
    const found = { recordIndex: filing.records[record], at: `/${at}`, field: at };
    return [broken === true ? found : { ...found, detail: broken }];
  };

export const ofBills =
  (field: string, isBroken: (bill: Bill, filing: Filing, place: number) => boolean | string) =>
  (filing: Filing): readonly Finding[] => {
    let all: Finding[] | undefined;
    filing.bills.forEach((bill, place) => {
      const broken = isBroken(bill, filing, place);
      if (broken === false) return;
      const found = { recordIndex: bill.recordIndex, at: `/bills/${place}/${field}`, field };
      (all ??= []).push(broken === true ? found : { ...found, detail: broken });
    });
    return all ?? NOTHING;
  };

/** Conveyances of bills (SE16), each at its own record. */
export const ofArrivals =
  (field: string, isBroken: (arrival: Bill['arrivals'][number], bill: Bill, filing: Filing) => boolean) =>
  (filing: Filing): readonly Finding[] => {
    let all: Finding[] | undefined;
    filing.bills.forEach((bill, place) => {
      bill.arrivals.forEach((arrival, at) => {
        if (!isBroken(arrival, bill, filing)) return;
        const recordIndex = arrival.recordIndex ?? bill.recordIndex;
        (all ??= []).push({ recordIndex, at: `/bills/${place}/arrivals/${at}/${field}`, field });
      });
    });
    return all ?? NOTHING;
  };

/** Equipment of bills (SE17), each at its own record. */
export const ofEquipment =
  (isBroken: (number: string, bill: Bill, filing: Filing) => boolean) =>
  (filing: Filing): readonly Finding[] => {
    let all: Finding[] | undefined;
    filing.bills.forEach((bill, place) => {
      bill.equipment.forEach((number, at) => {
        if (!isBroken(number, bill, filing)) return;
        const recordIndex = bill.equipmentRecords?.[at] ?? bill.recordIndex;
        (all ??= []).push({ recordIndex, at: `/bills/${place}/equipment/${at}`, field: 'equipment' });
      });
    });
    return all ?? NOTHING;
  };

export const ofReferences =
  (field: string, isBroken: (reference: Reference, filing: Filing, context: FilingContext) => boolean) =>
  (filing: Filing, context: FilingContext): readonly Finding[] => {
    let all: Finding[] | undefined;
    filing.references.forEach((reference, place) => {
      if (!isBroken(reference, filing, context)) return;
      (all ??= []).push({ recordIndex: reference.recordIndex, at: `/references/${place}/${field}`, field });
    });
    return all ?? NOTHING;
  };

export type Where = 'header' | 'line';
type OfParty = (
  party: Party,
  at: () => string,
  filing: Filing,
  where: Where,
  place: number,
  beside: readonly Party[],
) => Finding | readonly Finding[] | null;

/** Header parties, or those of every line. */
export const ofParties =
  (where: Where, judge: OfParty) =>
  (filing: Filing): readonly Finding[] => {
    let all: Finding[] | undefined;
    let [line, place] = [0, 0];
    const at = () => (where === 'header' ? `/parties/${place}` : `/lines/${line}/parties/${place}`);
    const group = (parties: readonly Party[]): void => {
      for (place = 0; place < parties.length; place += 1) {
        const found = judge(parties[place]!, at, filing, where, place, parties);
        if (found !== null) (all ??= []).push(...[found].flat());
      }
    };
    if (where === 'header') group(filing.parties);
    else for (line = 0; line < filing.lines.length; line += 1) group(filing.lines[line]!.parties);
    return all ?? NOTHING;
  };

export const ofLines =
  (field: string, isBroken: (line: ReleaseLine, filing: Filing, place: number) => boolean) =>
  (filing: Filing): readonly Finding[] => {
    let all: Finding[] | undefined;
    filing.lines.forEach((line, place) => {
      if (isBroken(line, filing, place))
        (all ??= []).push({ recordIndex: line.recordIndex, at: `/lines/${place}/${field}`, field });
    });
    return all ?? NOTHING;
  };

/** The same of the tariff numbers of lines. */
export const tariffsIn = (
  { lines }: Filing,
  findingOf: (tariff: Tariff, line: ReleaseLine, at: () => string, place: number) => Finding | null,
): readonly Finding[] => {
  let all: Finding[] | undefined;
  let [line, place] = [0, 0];
  const at = () => `/lines/${line}/tariffs/${place}`;
  for (line = 0; line < lines.length; line += 1) {
    const { tariffs } = lines[line]!;
    for (place = 0; place < tariffs.length; place += 1) {
      const found = findingOf(tariffs[place]!, lines[line]!, at, place);
      if (found !== null) (all ??= []).push(found);
    }
  }
  return all ?? NOTHING;
};

export const ofTariffs =
  (field: string, isBroken: (tariff: Tariff, place: number, line: ReleaseLine, filing: Filing) => boolean) =>
  (filing: Filing): readonly Finding[] =>
    tariffsIn(filing, (tariff, line, at, place) =>
      isBroken(tariff, place, line, filing) ? { recordIndex: tariff.recordIndex, at: `${at()}/${field}`, field } : null,
    );

/** Type that needs neither importer, buyer nor manufacturer, and has one consignee (guide p. SE-57). */
export const LOW_VALUE = '86';

/** Entry value at most, in dollars; guide p. SE-36 note 13, and 19 CFR 143.21 for the informal entry. */
export const VALUE_LIMITS: Readonly<Record<string, number>> = { '11': 2_500, '12': 2_500, [LOW_VALUE]: 800 };

/** Guide p. SE-47; a number of another in-bond movement too (p. SE-54). */
export const IN_BOND = /^(\d{9}|\d{11}|[A-Z0-9]{3}\d{8})$/;

export const valueOfLines = ({ lines }: Filing): number =>
  lines.reduce((sum, { tariffs }) => tariffs.reduce((total, { valueDollars }) => total + (valueDollars ?? 0), sum), 0);
