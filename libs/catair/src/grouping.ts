/** The records of one transaction gathered as the usage maps group them. Every record keeps its place in the transaction. */
import { type DataFault, decode } from './codec';
import { agencyLayout } from './agency-records';
import { GRAMMARS, UsageWalk } from './grammar';
import type { Layout, ValuesOf } from './layout';
import * as CB from './layouts/bond';
import { PG_UNKNOWN } from './layouts/agency-data';
import * as SE from './layouts/cargo-release';
import * as DE from './layouts/drawback';
import * as HEADER from './layouts/summary-header';
import * as SF from './layouts/security-filing';
import * as LINES from './layouts/summary-lines';
import { keyOf } from './records';
import type { RecordImage } from './transmission';

/** One record: where it stood (for conditions that point at it), what it says, and what is wrong with its columns. */
export interface PlacedRecord<L extends Layout> {
  readonly layout: Layout;
  readonly recordId: string;
  readonly recordIndex: number;
  readonly image: string;
  readonly values: ValuesOf<L>;
  readonly faults: readonly DataFault[];
}

type Placed<L extends Layout> = PlacedRecord<L>;
type Maybe<L extends Layout> = PlacedRecord<L> | null;

export interface BillGroup {
  /** In-bond, master and house bills that name one shipment, as sent: one to three SE15. */
  readonly bills: readonly Placed<typeof SE.SE15>[];
  readonly conveyances: readonly Placed<typeof SE.SE16>[];
  readonly equipment: readonly Placed<typeof SE.SE17>[];
}

export interface CargoParty {
  readonly party: Placed<typeof SE.SE30> | Placed<typeof SE.SE50>;
  readonly identifiers: readonly Placed<typeof SE.SE31>[];
  readonly addresses: readonly Placed<typeof SE.SE35>[];
  readonly area: Maybe<typeof SE.SE36>;
}

export interface CargoLine {
  readonly item: Placed<typeof SE.SE40>;
  readonly zone: Maybe<typeof SE.SE41>;
  readonly parties: readonly CargoParty[];
  readonly tariffs: readonly {
    readonly tariff: Placed<typeof SE.SE60>;
    readonly privilegedForeign: Maybe<typeof SE.SE61>;
    /** Data of partner agencies, in the order sent. */
    readonly agencyRecords: readonly PlacedRecord<Layout>[];
  }[];
}

/** An Importer Security Filing that comes with a cargo release. */
export interface UnifiedFiling {
  readonly header: Placed<typeof SF.SF10>;
  readonly references: readonly Placed<typeof SF.SF20>[];
  readonly equipment: readonly Placed<typeof SF.SF25>[];
  readonly parties: readonly {
    readonly party: Placed<typeof SF.SF30>;
    readonly secondaryNames: readonly Placed<typeof SF.SF31>[];
    readonly addresses: readonly Placed<typeof SF.SF35>[];
    readonly area: Maybe<typeof SF.SF36>;
  }[];
}

export interface CargoRelease {
  readonly header: Placed<typeof SE.SE10>;
  readonly additional: Maybe<typeof SE.SE11>;
  readonly contact: Maybe<typeof SE.SE13>;
  readonly bills: readonly BillGroup[];
  readonly references: readonly Placed<typeof SE.SE20>[];
  readonly parties: readonly CargoParty[];
  readonly lines: readonly CargoLine[];
  readonly securityFiling: UnifiedFiling | null;
  /** Records of agencies that stand behind no tariff number. */
  readonly strayAgencyRecords: readonly PlacedRecord<Layout>[];
  /** Every record above, in the order sent. */
  readonly placed: readonly PlacedRecord<Layout>[];
  /** Records that fit nowhere; none in a transaction that passed the syntax check. */
  readonly unplaced: readonly RecordImage[];
}

export interface SummaryParty {
  readonly party: Placed<typeof SE.SE30> | Placed<typeof SE.SE50>;
  readonly identifiers: readonly {
    readonly identifier: Placed<typeof HEADER.AE_SE31>;
    readonly descriptions: readonly Placed<typeof HEADER.AE_SE32>[];
  }[];
  readonly addresses: readonly Placed<typeof SE.SE35>[];
  readonly area: Maybe<typeof SE.SE36>;
}

export interface SummaryLine {
  readonly item: Placed<typeof LINES.AE_40>;
  readonly zone: Maybe<typeof LINES.AE_41>;
  readonly invoices: readonly {
    readonly invoice: Placed<typeof LINES.AE_42>;
    readonly ruling: Maybe<typeof LINES.AE_43>;
    readonly descriptions: readonly Placed<typeof LINES.AE_44>[];
  }[];
  /** Ruling and descriptions of a line without electronic invoice. */
  readonly ruling: Maybe<typeof LINES.AE_43>;
  readonly descriptions: readonly Placed<typeof LINES.AE_44>[];
  readonly articleParties: readonly Placed<typeof LINES.AE_47>[];
  readonly parties: readonly SummaryParty[];
  readonly tariffs: readonly {
    readonly tariff: Placed<typeof LINES.AE_50>;
    readonly sanctions: Maybe<typeof LINES.AE_SE60>;
    readonly privilegedForeign: Maybe<typeof SE.SE61>;
    /** Data of partner agencies, in the order sent. */
    readonly agencyRecords: readonly PlacedRecord<Layout>[];
  }[];
  readonly visa: Maybe<typeof LINES.AE_51>;
  readonly license: Maybe<typeof LINES.AE_52>;
  readonly cases: readonly Placed<typeof LINES.AE_53>[];
  readonly declarations: readonly Placed<typeof LINES.AE_54>[];
  readonly irTax: Maybe<typeof LINES.AE_60>;
  readonly otherRevenue: Maybe<typeof LINES.AE_61>;
  readonly fees: readonly Placed<typeof LINES.AE_62>[];
  readonly sanctionDetails: readonly {
    readonly identifier: Placed<typeof LINES.AE_SE62>;
    readonly details: readonly Placed<typeof LINES.AE_SE63>[];
  }[];
  readonly pscReasons: Maybe<typeof LINES.AE_63>;
  readonly censusOverrides: Maybe<typeof LINES.AE_CW02>;
  /** Data of agencies before the first tariff number: substitution groups. */
  readonly agencyRecords: readonly PlacedRecord<Layout>[];
}

export interface EntrySummary {
  readonly control: Placed<typeof HEADER.AE_10>;
  readonly content: Maybe<typeof HEADER.AE_11>;
  readonly cargo: Maybe<typeof HEADER.AE_20>;
  readonly contact: Maybe<typeof HEADER.AE_SE13>;
  readonly trip: Maybe<typeof HEADER.AE_21>;
  readonly manifests: readonly {
    readonly quantity: Placed<typeof HEADER.AE_22>;
    readonly bills: readonly Placed<typeof HEADER.AE_23>[];
  }[];
  readonly conveyances: readonly Placed<typeof SE.SE16>[];
  readonly equipment: readonly Placed<typeof SE.SE17>[];
  readonly warehouse: Maybe<typeof HEADER.AE_30>;
  readonly bonds: readonly Placed<typeof HEADER.AE_31>[];
  readonly releases: readonly Placed<typeof HEADER.AE_32>[];
  readonly missingDocuments: Maybe<typeof HEADER.AE_33>;
  readonly headerFees: Maybe<typeof HEADER.AE_34>;
  readonly pscReasons: Maybe<typeof HEADER.AE_35>;
  readonly pscExplanations: readonly Placed<typeof HEADER.AE_36>[];
  readonly references: readonly Placed<typeof SE.SE20>[];
  readonly parties: readonly SummaryParty[];
  readonly lines: readonly SummaryLine[];
  readonly addCvdTotals: Maybe<typeof LINES.AE_88>;
  readonly feeTotals: readonly Placed<typeof LINES.AE_89>[];
  readonly totals: Maybe<typeof LINES.AE_90>;
  /** Data of agencies in the header: substitution groups. */
  readonly agencyRecords: readonly PlacedRecord<Layout>[];
  /** Records of agencies that stand behind no record that may have them. */
  readonly strayAgencyRecords: readonly PlacedRecord<Layout>[];
  /** Every record above, in the order sent. */
  readonly placed: readonly PlacedRecord<Layout>[];
  /** Records that fit nowhere; none in a transaction that passed the syntax check. */
  readonly unplaced: readonly RecordImage[];
}

export interface ExportedArticle {
  readonly article: Placed<typeof DE.DE_60> | Placed<typeof DE.DE_70>;
  readonly description: Placed<typeof DE.DE_61> | Placed<typeof DE.DE_71> | null;
  readonly intent: NoticeOfIntent | null;
  readonly abroad: Maybe<typeof DE.DE_64>;
  readonly imports: readonly Placed<typeof DE.DE_72>[];
  readonly manufactured: readonly Placed<typeof DE.DE_73>[];
}

export interface NoticeOfIntent {
  readonly intent: Placed<typeof DE.DE_62>;
  readonly officers: readonly Placed<typeof DE.DE_63>[];
}

export interface DrawbackClaim {
  readonly control: Placed<typeof DE.DE_10>;
  readonly bond: Maybe<typeof DE.DE_31>;
  readonly imports: readonly {
    readonly item: Placed<typeof DE.DE_40>;
    readonly tariffs: readonly {
      readonly tariff: Placed<typeof DE.DE_41>;
      readonly quantities: readonly Placed<typeof DE.DE_42>[];
      readonly revenues: readonly Placed<typeof DE.DE_43>[];
    }[];
  }[];
  readonly manufactured: readonly {
    readonly article: Placed<typeof DE.DE_50>;
    readonly description: Maybe<typeof DE.DE_51>;
    readonly imports: readonly Placed<typeof DE.DE_52>[];
    readonly manufactured: readonly Placed<typeof DE.DE_53>[];
  }[];
  readonly exported: readonly ExportedArticle[];
  /** Of the claim as a whole. */
  readonly intent: NoticeOfIntent | null;
  readonly abroad: Maybe<typeof DE.DE_64>;
  readonly classTotals: readonly Placed<typeof DE.DE_89>[];
  readonly totals: Maybe<typeof DE.DE_90>;
  /** Every record above, in the order sent. */
  readonly placed: readonly PlacedRecord<Layout>[];
  /** Records that fit nowhere; none in a transaction that passed the syntax check. */
  readonly unplaced: readonly RecordImage[];
}

/** A record that stands where it may not, or is none; `missing header` stands at the first record of a transaction without one. */
export interface Misplaced {
  readonly recordIndex: number;
  readonly recordId: string;
  readonly why: 'missing header' | 'unknown' | 'out of sequence' | 'unreadable';
  readonly text: string;
}

export interface Bond {
  /** Blank where the transaction has none. */
  readonly header: Placed<typeof CB.CB_10>;
  readonly notify: readonly Placed<typeof CB.CB_12>[];
  readonly transactions: readonly Placed<typeof CB.CB_20>[];
  readonly principals: readonly Placed<typeof CB.CB_30>[];
  readonly coPrincipals: readonly Placed<typeof CB.CB_35>[];
  readonly users: readonly Placed<typeof CB.CB_36>[];
  readonly sureties: readonly Placed<typeof CB.CB_40>[];
  readonly coSureties: readonly Placed<typeof CB.CB_45>[];
  readonly reinsurers: readonly Placed<typeof CB.CB_46>[];
  /** Every record above, in the order sent. */
  readonly placed: readonly PlacedRecord<Layout>[];
  readonly misplaced: readonly Misplaced[];
}

/** Gathers a CB transaction, whatever its records are and in whatever order they stand. Never throws. */
export function groupBond(records: readonly RecordImage[]): Bond {
  const grammar = GRAMMARS.get('CB')!;
  const hasHeader = records[0]?.recordId === CB.CB_10.recordId;
  const header = placedRecord(
    CB.CB_10,
    hasHeader
      ? { ...records[0]!, image: printable(records[0]!.image) }
      : { recordId: '10', index: 0, image: BLANK_10, level: 0 },
  );
  const walk = new UsageWalk(grammar, '', 0);
  const misplaced: Misplaced[] = [];
  const say = (why: Misplaced['why'], { index, recordId }: RecordImage, text: string) =>
    misplaced.push({ recordIndex: index, recordId, why, text });
  if (!hasHeader) say('missing header', records[0]!, 'no record 10 stands before it');
  const placed: PlacedRecord<Layout>[] = hasHeader
    ? [{ ...(header as unknown as PlacedRecord<Layout>), image: records[0]!.image }]
    : [];
  for (const record of hasHeader ? records.slice(1) : records) {
    const layout = grammar.layouts.get(keyOf(record.recordId));
    if (!layout) {
      say('unknown', record, `${record.recordId || 'a blank'} is no record of CB`);
      continue;
    }
    const fault = walk.place(record.recordId, record.index);
    // Those that come too often have a code each.
    if (fault?.code === 'X35') say('out of sequence', record, fault.text);
    placed.push({ ...placedRecord(layout, { ...record, image: printable(record.image) }), image: record.image });
  }
  for (const { layout, image, recordIndex, recordId } of placed) {
    const fault = decode(layout, image).faults.find(({ kind }) => kind !== 'class');
    if (fault) misplaced.push({ recordIndex, recordId, why: 'unreadable', text: fault.text });
  }
  const all = <L extends Layout>(layout: L): Placed<L>[] =>
    placed.filter(({ recordId }) => recordId === layout.recordId) as unknown as Placed<L>[];
  return {
    header,
    notify: all(CB.CB_12),
    transactions: all(CB.CB_20),
    principals: all(CB.CB_30),
    coPrincipals: all(CB.CB_35),
    users: all(CB.CB_36),
    sureties: all(CB.CB_40),
    coSureties: all(CB.CB_45),
    reinsurers: all(CB.CB_46),
    placed,
    misplaced,
  };
}

const BLANK_10 = '10'.padEnd(80);

/** What no keyboard has is kept nowhere and sent to nobody. */
export const printable = (image: string): string => image.replace(/[^\x20-\x7e]/g, '?');

/** Gathers a DE transaction; null when it does not begin with record 10. Never throws. */
export function groupDrawbackClaim(records: readonly RecordImage[]): DrawbackClaim | null {
  const take = new Taker(records);
  const control = take.one(DE.DE_10);
  if (!control) return null;
  const bond = take.one(DE.DE_31);
  const imports = take.each(DE.DE_40, (item) => ({
    item,
    tariffs: take.each(DE.DE_41, (tariff) => {
      const measured = take.each(DE.DE_42, (quantity) => ({ quantity, revenues: take.all(DE.DE_43) }));
      return {
        tariff,
        quantities: measured.map(({ quantity }) => quantity),
        revenues: measured.flatMap(({ revenues }) => revenues),
      };
    }),
  }));
  const manufactured = take.each(DE.DE_50, (article) => ({
    article,
    description: take.one(DE.DE_51),
    imports: take.all(DE.DE_52),
    manufactured: take.all(DE.DE_53),
  }));
  const core = take.each(DE.DE_60, (article) => exportedArticle(take, article, take.one(DE.DE_61)));
  const intent = noticeOfIntent(take);
  const abroad = take.one(DE.DE_64);
  const tftea = take.each(DE.DE_70, (article) => exportedArticle(take, article, take.one(DE.DE_71)));
  return {
    ...{ control, bond, imports, manufactured, exported: [...core, ...tftea], intent, abroad },
    classTotals: take.all(DE.DE_89),
    totals: take.one(DE.DE_90),
    placed: take.taken,
    unplaced: take.rest(),
  };
}

function noticeOfIntent(take: Taker): NoticeOfIntent | null {
  const intent = take.one(DE.DE_62);
  return intent && { intent, officers: take.all(DE.DE_63) };
}

function exportedArticle(
  take: Taker,
  article: ExportedArticle['article'],
  description: ExportedArticle['description'],
): ExportedArticle {
  return {
    ...{ article, description, intent: noticeOfIntent(take), abroad: take.one(DE.DE_64) },
    imports: take.all(DE.DE_72),
    manufactured: take.all(DE.DE_73),
  };
}

/** Gathers an SE transaction; null when it does not begin with SE10. Never throws. */
export function groupCargoRelease(records: readonly RecordImage[]): CargoRelease | null {
  const { others, behind } = agencyRecordsIn(records);
  const take = new Taker(others);
  const header = take.one(SE.SE10);
  if (!header) return null;
  const dataOf = takerOfData(behind);
  const release = {
    header,
    additional: take.one(SE.SE11),
    contact: take.one(SE.SE13),
    bills: billGroups(take),
    references: take.all(SE.SE20),
    parties: take.each(SE.SE30, (party) => cargoParty(take, party, SE.SE31, SE.SE35, SE.SE36)),
    lines: take.each(SE.SE40, (item) => ({
      item,
      zone: take.one(SE.SE41),
      parties: take.each(SE.SE50, (party) => cargoParty(take, party, SE.SE51, SE.SE55, SE.SE56)),
      tariffs: take.each(SE.SE60, (tariff) => {
        const privilegedForeign = take.one(SE.SE61);
        return { tariff, privilegedForeign, agencyRecords: dataOf(tariff, privilegedForeign) };
      }),
    })),
    securityFiling: unifiedFiling(take),
    placed: take.taken,
    unplaced: take.rest(),
  };
  return { ...release, strayAgencyRecords: [...behind.values()].flat() };
}

function unifiedFiling(take: Taker): UnifiedFiling | null {
  const header = take.one(SF.SF10);
  return (
    header && {
      header,
      references: take.all(SF.SF20),
      equipment: take.all(SF.SF25),
      parties: take.each(SF.SF30, (party) => ({
        party,
        secondaryNames: take.all(SF.SF31),
        addresses: take.all(SF.SF35),
        area: take.one(SF.SF36),
      })),
    }
  );
}

/** The records of agencies, each list by the record behind which it stands, and all others. */
function agencyRecordsIn(records: readonly RecordImage[]): {
  others: readonly RecordImage[];
  behind: Map<number, PlacedRecord<Layout>[]>;
} {
  const behind = new Map<number, PlacedRecord<Layout>[]>();
  if (!records.some(isOfAgency)) return { others: records, behind };
  const others: RecordImage[] = [];
  for (const record of records) {
    if (!isOfAgency(record)) {
      others.push(record);
      continue;
    }
    const head = others.at(-1)?.index ?? -1;
    const data = behind.get(head) ?? [];
    data.push(placedRecord(agencyLayout(record.recordId) ?? PG_UNKNOWN, record));
    behind.set(head, data);
  }
  return { others, behind };
}

type DataOf = (...heads: readonly ({ readonly recordIndex: number } | null)[]) => PlacedRecord<Layout>[];

/** Takes what stands behind records, once. */
const takerOfData =
  (behind: Map<number, PlacedRecord<Layout>[]>): DataOf =>
  (...heads) => {
    if (behind.size === 0) return [];
    return heads.flatMap((head) => {
      const data = head ? behind.get(head.recordIndex) : undefined;
      if (data) behind.delete(head!.recordIndex);
      return data ?? [];
    });
  };

const isOfAgency = ({ recordId }: RecordImage): boolean => recordId.startsWith('PG') || recordId === 'OI';

/** Gathers an AE transaction; null when it does not begin with record 10. Never throws. */
export function groupEntrySummary(records: readonly RecordImage[]): EntrySummary | null {
  const { others, behind } = agencyRecordsIn(records);
  const take = new Taker(others);
  const control = take.one(HEADER.AE_10);
  if (!control) return null;
  const dataOf = takerOfData(behind);
  const header = {
    control,
    content: take.one(HEADER.AE_11),
    cargo: take.one(HEADER.AE_20),
    contact: take.one(HEADER.AE_SE13),
    trip: take.one(HEADER.AE_21),
    manifests: take.each(HEADER.AE_22, (quantity) => ({ quantity, bills: take.all(HEADER.AE_23) })),
    conveyances: take.all(SE.SE16),
    equipment: take.all(SE.SE17),
    warehouse: take.one(HEADER.AE_30),
    bonds: take.all(HEADER.AE_31),
    releases: take.all(HEADER.AE_32),
    missingDocuments: take.one(HEADER.AE_33),
    headerFees: take.one(HEADER.AE_34),
    pscReasons: take.one(HEADER.AE_35),
    pscExplanations: take.all(HEADER.AE_36),
    references: take.all(SE.SE20),
    parties: take.each(SE.SE30, (party) => ({
      party,
      identifiers: take.each(HEADER.AE_SE31, (identifier) => ({ identifier, descriptions: take.all(HEADER.AE_SE32) })),
      addresses: take.all(SE.SE35),
      area: take.one(SE.SE36),
    })),
  };
  // In the header only what is substituted may stand, from PG00 on (p. ESF-21).
  const ofHeader = dataOf(...take.taken);
  const start = ofHeader.findIndex(({ recordId }) => recordId === 'PG00');
  const outside = start < 0 ? ofHeader : ofHeader.slice(0, start);
  const summary = {
    ...header,
    agencyRecords: ofHeader.slice(outside.length),
    lines: take.each(LINES.AE_40, (item) => summaryLine(take, item, dataOf)),
    addCvdTotals: take.one(LINES.AE_88),
    feeTotals: take.all(LINES.AE_89),
    totals: take.one(LINES.AE_90),
    placed: take.taken,
    unplaced: take.rest(),
  };
  return { ...summary, strayAgencyRecords: [...outside, ...behind.values()].flat() };
}

function summaryLine(take: Taker, item: Placed<typeof LINES.AE_40>, dataOf: DataOf): SummaryLine {
  const from = take.taken.length - 1;
  const goods = {
    item,
    zone: take.one(LINES.AE_41),
    invoices: take.each(LINES.AE_42, (invoice) => ({
      invoice,
      ruling: take.one(LINES.AE_43),
      descriptions: take.all(LINES.AE_44),
    })),
    ruling: take.one(LINES.AE_43),
    descriptions: take.all(LINES.AE_44),
    articleParties: take.all(LINES.AE_47),
    parties: take.each(SE.SE50, (party) => ({
      party,
      identifiers: take.each(LINES.AE_SE51, (identifier) => ({ identifier, descriptions: take.all(LINES.AE_SE52) })),
      addresses: take.all(SE.SE55),
      area: take.one(SE.SE56),
    })),
  };
  return {
    ...goods,
    agencyRecords: dataOf(...take.taken.slice(from)),
    tariffs: take.each(LINES.AE_50, (tariff) => {
      const sanctions = take.one(LINES.AE_SE60);
      const privilegedForeign = take.one(SE.SE61);
      return { tariff, sanctions, privilegedForeign, agencyRecords: dataOf(tariff, sanctions, privilegedForeign) };
    }),
    visa: take.one(LINES.AE_51),
    license: take.one(LINES.AE_52),
    cases: take.all(LINES.AE_53),
    declarations: take.all(LINES.AE_54),
    irTax: take.one(LINES.AE_60),
    otherRevenue: take.one(LINES.AE_61),
    fees: take.all(LINES.AE_62),
    sanctionDetails: take.each(LINES.AE_SE62, (identifier) => ({ identifier, details: take.all(LINES.AE_SE63) })),
    pscReasons: take.one(LINES.AE_63),
    censusOverrides: take.one(LINES.AE_CW02),
  };
}

function cargoParty(
  take: Taker,
  party: CargoParty['party'],
  identifier: typeof SE.SE31,
  address: typeof SE.SE35,
  area: typeof SE.SE36,
): CargoParty {
  return { party, identifiers: take.all(identifier), addresses: take.all(address), area: take.one(area) };
}

/**
 * SE15 records of one shipment stand together in the order in-bond, master, house; a regular or express bill stands for
 * itself (p. SE-46). The next group begins where this order does not go on, or after the SE16 and SE17 of the group.
 */
function billGroups(take: Taker): BillGroup[] {
  const groups: BillGroup[] = [];
  for (let first = take.one(SE.SE15); first; first = take.one(SE.SE15)) {
    const bills = [first];
    while (
      take.peek(SE.SE15, (next) => goesOn(bills.at(-1)!.values.billTypeIndicator, next.values.billTypeIndicator))
    ) {
      bills.push(take.one(SE.SE15)!);
    }
    groups.push({ bills, conveyances: take.all(SE.SE16), equipment: take.all(SE.SE17) });
  }
  return groups;
}

function goesOn(type: string, next: string): boolean {
  return (type === 'I' && next !== 'I' && next !== '') || (type === 'M' && next === 'H');
}

/** Takes records from the front of a transaction, in its order. */
class Taker {
  readonly taken: PlacedRecord<Layout>[] = [];
  private at = 0;

  constructor(private readonly records: readonly RecordImage[]) {}

  one<L extends Layout>(layout: L): Maybe<L> {
    const found = this.look(layout);
    if (!found) return null;
    this.at += 1;
    this.taken.push(found as unknown as PlacedRecord<Layout>);
    return found;
  }

  all<L extends Layout>(layout: L): Placed<L>[] {
    return this.each(layout, (placed) => placed);
  }

  each<L extends Layout, T>(layout: L, gather: (placed: Placed<L>) => T): T[] {
    const gathered: T[] = [];
    for (let placed = this.one(layout); placed; placed = this.one(layout)) gathered.push(gather(placed));
    return gathered;
  }

  peek<L extends Layout>(layout: L, test: (placed: Placed<L>) => boolean): boolean {
    const found = this.look(layout);
    return found !== null && test(found);
  }

  rest(): RecordImage[] {
    return this.records.slice(this.at);
  }

  private look<L extends Layout>(layout: L): Maybe<L> {
    const record = this.records[this.at];
    if (record?.recordId !== layout.recordId) return null;
    return placedRecord(layout, record);
  }
}

function placedRecord<L extends Layout>(layout: L, { recordId, index: recordIndex, image }: RecordImage): Placed<L> {
  const { values, faults } = decode(layout as Layout, image);
  return { layout, recordId, recordIndex, image, values: values as ValuesOf<L>, faults };
}
