/** Answers and notifications of an accepted batch. Every function returns 80-character records; renderBatch wraps them. */
import type { BlockHeader, Envelope } from './control';
import type { Layout, ValuesOf } from './layout';
import { CB_10, CB_20, CB_30, CB_40, CX_90 } from './layouts/bond';
import { SE90 } from './layouts/cargo-release';
import { A_OUTPUT, B_OUTPUT, Y_OUTPUT, Z_OUTPUT } from './layouts/envelope';
import * as SO from './layouts/release-status';
import { E0_REFERENCES, E1, type ReferenceType } from './layouts/summary-answer';
import { UC_E1, UC_E2, UC_E3 } from './layouts/summary-status';
import { counted, encodeFitted, type RenderOptions } from './render';
import type { RecordImage } from './transmission';

/** Output applications Portway sends. */
export type ResponseApplication = 'SX' | 'AX' | 'DX' | 'CX' | 'BS' | 'SO' | 'UC' | 'C1' | 'KR' | 'ER';

export interface AnswerBlock {
  readonly header: Partial<BlockHeader>;
  readonly records: readonly string[];
}

export interface AnswerBatch {
  /** Of the batch that is answered; for a notification site, id, office and the date it was prepared (MMDDYY). */
  readonly envelope: Partial<Pick<Envelope, 'siteCode' | 'idCode' | 'transmissionDate' | 'officeCode' | 'userData'>>;
  readonly applicationId: ResponseApplication;
  readonly blocks: readonly AnswerBlock[];
}

/** Y counts its records in five digits (p. B&B-28). */
const RECORDS_PER_BLOCK = 99_999;

/**
 * Writes an answer batch record by record, so that a large one is never in memory whole. A and Z as sent but for password and application,
 * each block with its header and a Y that counts its records (pp. B&B-20..28). A block whose answer outgrows the count of Y goes on in a
 * further block with the same header.
 */
export class BatchWriter {
  private text = '';
  private header: Partial<BlockHeader> | null = null;
  private count = 0;
  private readonly lineEnd: string;

  constructor(
    private readonly batch: Pick<AnswerBatch, 'envelope' | 'applicationId'>,
    { lineEnd = '\n' }: RenderOptions = {},
  ) {
    this.lineEnd = lineEnd;
    this.write(encodeFitted(A_OUTPUT, { ...batch.envelope, applicationId: batch.applicationId }));
  }

  /** Begins a block; what follows stands in it. */
  block(header: Partial<BlockHeader>): void {
    this.endBlock();
    this.header = header;
    this.count = 0;
    this.write(encodeFitted(B_OUTPUT, { ...header, applicationId: this.batch.applicationId }));
  }

  record(image: string): void {
    if (this.count === RECORDS_PER_BLOCK) this.block(this.header!);
    this.count += 1;
    this.write(image);
  }

  end(): void {
    this.endBlock();
    this.write(encodeFitted(Z_OUTPUT, { ...this.batch.envelope }));
  }

  /** Characters that `take` would give. */
  get length(): number {
    return this.text.length;
  }

  /** What was written since it was taken last. */
  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }

  private endBlock(): void {
    if (!this.header) return;
    const { applicationId } = this.batch;
    this.write(encodeFitted(Y_OUTPUT, { ...this.header, applicationId, imageCount: String(this.count) }));
    this.header = null;
  }

  private write(image: string): void {
    this.text += image + this.lineEnd;
  }
}

/** A whole answer batch at once. */
export function renderBatch({ blocks, ...batch }: AnswerBatch, options: RenderOptions = {}): string {
  const writer = new BatchWriter(batch, options);
  for (const { header, records } of blocks) {
    writer.block(header);
    for (const record of records) writer.record(record);
  }
  writer.end();
  return writer.take();
}

/** SE90 message types (Cargo Release guide v40, p. SE-85): 01-04 for a transaction, 11 and 13 for one record. */
export type FinalMessageType = '01' | '02' | '03' | '04';
export type RecordMessageType = '11' | '13';

export interface RecordCondition {
  /** Place of the record within its transaction; a condition of the transaction itself (null) is told with its SE10. */
  readonly recordIndex: number | null;
  /** 11 the record is refused, 13 it is accepted with a warning. */
  readonly messageType: RecordMessageType;
  /** Three characters, from the table of cargo release conditions. */
  readonly code: string;
  readonly narrative: string;
}

export interface FinalDisposition {
  readonly messageType: FinalMessageType;
  readonly code?: string;
  readonly narrative?: string;
}

const FINAL_NARRATIVES: Record<FinalMessageType, string> = {
  '01': 'TRANSACTION REJECTED',
  '02': 'TRANSACTION ACCEPTED',
  '03': 'TRANSACTION ACCEPTED WITH WARNINGS',
  '04': 'TRANSACTION REFERRED FOR REVIEW',
};

const ALWAYS_RETURNED = new Set(['SE10', 'SE11', 'SE15']);
const CONDITIONS_PER_RECORD = 9;

/**
 * The SX answer to one cargo release: SE10, SE11 and SE15 as sent, every record with a condition behind the records that head
 * its group, up to nine SE90 after each, and the SE90 that disposes of the transaction (pp. SE-18, SE-26).
 */
export function renderSx(
  transaction: { readonly records: readonly RecordImage[] },
  conditions: readonly RecordCondition[],
  final: FinalDisposition,
): string[] {
  const byRecord = new Map<number, RecordCondition[]>();
  for (const condition of conditions) {
    const at = condition.recordIndex ?? 0;
    const kept = byRecord.get(at);
    if (kept) kept.push(condition);
    else byRecord.set(at, [condition]);
  }
  const returned = returnedRecords(transaction.records, byRecord);
  const answer: string[] = [];
  for (const { image, index } of transaction.records) {
    if (returned.has(index)) answer.push(image);
    for (const { messageType, code, narrative } of (byRecord.get(index) ?? []).slice(0, CONDITIONS_PER_RECORD)) {
      answer.push(encodeFitted(SE90, { messageTypeCode: messageType, messageIdentifier: code, narrative }));
    }
  }
  const { messageType, code = '', narrative = FINAL_NARRATIVES[messageType] } = final;
  answer.push(encodeFitted(SE90, { messageTypeCode: messageType, messageIdentifier: code, narrative }));
  return answer;
}

function returnedRecords(records: readonly RecordImage[], byRecord: ReadonlyMap<number, unknown>): ReadonlySet<number> {
  const returned = new Set<number>();
  /** Of each level, the record that came last. */
  const latest: number[] = [];
  for (const { recordId, index, level } of records) {
    latest[level] = index;
    if (ALWAYS_RETURNED.has(recordId)) returned.add(index);
    if (!byRecord.has(index)) continue;
    for (const at of latest.slice(0, level + 1)) returned.add(at);
  }
  return returned;
}

/** E1 severity (p. ESF-204): fatal, Census warning, agency warning, information, none. */
export type Severity = 'F' | 'W' | 'P' | 'I' | '';

export interface SummaryCondition {
  readonly severity: Severity;
  readonly code: string;
  readonly narrative: string;
}

export interface SummaryConditionGroup {
  readonly referenceType: ReferenceType;
  /** Which of its kind is meant, from 1; 0 for what does not repeat. */
  readonly occurrence: number;
  /** Values of the input record, by field name; what the reference type does not show is ignored. */
  readonly values: Readonly<Record<string, string>>;
  readonly conditions: readonly SummaryCondition[];
}

export interface SummaryAnswer {
  readonly entryFilerCode: string;
  readonly entryNumber: string;
  readonly brokerReferenceNumber: string;
  /** Of the summary within its block, from 1. */
  readonly position: number;
  /** Import specialist team, three characters; blank when none is assigned. */
  readonly teamNumber: string;
  readonly groups: readonly SummaryConditionGroup[];
  readonly final: SummaryCondition & { readonly disposition: 'A' | 'R' };
  /** Five digits, for an add or replace that is accepted; else blank (note 5, p. ESF-206). */
  readonly versionNumber?: string;
}

/** Final dispositions of an entry summary with their texts (pp. ESF-210, 211). The guide prints no code for a deletion. */
export const SUMMARY_DISPOSITIONS = {
  added: { disposition: 'A', code: '995', narrative: 'SUMMARY HAS BEEN ADDED' },
  replaced: { disposition: 'A', code: '996', narrative: 'SUMMARY HAS BEEN REPLACED' },
  deleted: { disposition: 'A', code: '', narrative: 'ENTRY SUMMARY DELETED' },
  rejected: { disposition: 'R', code: '999', narrative: 'TRANSACTION DATA REJECTED' },
  failed: { disposition: 'R', code: 'ZZZ', narrative: '** ACE SYSTEM FAILURE **' },
} as const;

/** Final dispositions of a drawback entry summary with the texts of its guide (p. 89), which prints no codes: those of the entry summary stand here. A deletion is Portway's own. */
export const DRAWBACK_DISPOSITIONS = {
  added: { disposition: 'A', code: '995', narrative: 'DRAWBACK HAS BEEN ADDED' },
  replaced: { disposition: 'A', code: '996', narrative: 'DRAWBACK HAS BEEN REPLACED' },
  deleted: { disposition: 'A', code: '', narrative: 'DRAWBACK DELETED' },
  rejected: SUMMARY_DISPOSITIONS.rejected,
  failed: SUMMARY_DISPOSITIONS.failed,
} as const;

/** The AX answer to one entry summary, and the DX answer to a drawback entry summary, which has no team: E0 SUMMRY, an E0 with its E1 for each faulty grouping, the final E1 (p. ESF-192). */
export function renderAx(answer: SummaryAnswer): string[] {
  const { entryFilerCode, entryNumber, brokerReferenceNumber, position, teamNumber, groups, final, versionNumber } =
    answer;
  const identity = { entryFilerCode, entryNumber, brokerReferenceNumber };
  const condition = (
    { severity, code, narrative }: SummaryCondition,
    more: Partial<ValuesOf<typeof E1>> = {},
  ): string => encodeFitted(E1, { ...identity, severityCode: severity, conditionCode: code, narrative, ...more });
  const records = [reference('SUMMRY', position, { ...identity, teamNumber })];
  for (const { referenceType, occurrence, values, conditions } of groups) {
    if (referenceType !== 'SUMMRY') records.push(reference(referenceType, occurrence, values));
    for (const each of conditions) records.push(condition(each));
  }
  records.push(condition(final, { dispositionTypeCode: final.disposition, versionNumber: versionNumber ?? '' }));
  return records;
}

function reference(type: ReferenceType, occurrence: number, values: Readonly<Record<string, string>>): string {
  return encodeFitted(E0_REFERENCES.get(type)!, { ...values, occurrence: counted(occurrence, 6) });
}

type Values<L extends Layout> = Partial<ValuesOf<L>>;

/** Cargo release status, field names and texts as in the SO layouts; dates MMDDYY, times HHMM, both local to the port. */
export interface ReleaseStatus {
  readonly entry: Values<typeof SO.SO10>;
  readonly references?: readonly Values<typeof SO.SO20>[];
  readonly lines?: readonly Values<typeof SO.SO30>[];
  readonly bills?: readonly {
    /** A master and its house bill, or one bill. */
    readonly bills: readonly Values<typeof SO.SO40>[];
    readonly inBonds?: readonly Values<typeof SO.SO42>[];
    readonly disposition?: Values<typeof SO.SO50>;
  }[];
  readonly dispositions?: readonly Values<typeof SO.SO60>[];
  readonly agencies?: readonly {
    readonly status: Values<typeof SO.SO70>;
    readonly references?: readonly Values<typeof SO.SO71>[];
    readonly comments?: readonly string[];
  }[];
}

/** SO10, SO20*, SO30*, { SO40, SO42*, SO50 }*, SO60*, { SO70, SO71*, SO72* }* (release query guide v2.1, pp. ACMQ-46..64). */
export function renderSo(status: ReleaseStatus): string[] {
  const each = <L extends Layout>(layout: L, all: readonly Values<L>[] = []): string[] =>
    all.map((values) => encodeFitted(layout as Layout, values as Partial<Record<string, string>>));
  return [
    encodeFitted(SO.SO10, status.entry),
    ...each(SO.SO20, status.references),
    ...each(SO.SO30, status.lines),
    ...(status.bills ?? []).flatMap(({ bills, inBonds, disposition }) => [
      ...each(SO.SO40, bills),
      ...each(SO.SO42, inBonds),
      ...each(SO.SO50, disposition ? [disposition] : []),
    ]),
    ...each(SO.SO60, status.dispositions),
    ...(status.agencies ?? []).flatMap((agency) => [
      encodeFitted(SO.SO70, agency.status),
      ...each(SO.SO71, agency.references),
      ...each(
        SO.SO72,
        (agency.comments ?? []).map((comments) => ({ comments })),
      ),
    ]),
  ];
}

/** Entry summary status: E1, the officer to call, and remarks of up to seven E3 of 78 characters. */
export interface SummaryStatus {
  readonly status: Values<typeof UC_E1>;
  readonly contact?: Values<typeof UC_E2>;
  readonly remarks?: string;
}

const REMARKS_WIDTH = 78;
const REMARKS_RECORDS = 7;

export function renderUc({ status, contact, remarks = '' }: SummaryStatus): string[] {
  const lines = remarks.match(new RegExp(`.{1,${REMARKS_WIDTH}}`, 'gs')) ?? [];
  return [
    encodeFitted(UC_E1, status),
    ...(contact ? [encodeFitted(UC_E2, contact)] : []),
    ...lines.slice(0, REMARKS_RECORDS).map((text) => encodeFitted(UC_E3, { remarks: text })),
  ];
}

export interface BondCondition {
  /** Place of the record within its transaction; a condition of the transaction itself (null) is told with its record 10. */
  readonly recordIndex: number | null;
  readonly severity: 'F' | 'I';
  readonly code: string;
  readonly narrative: string;
}

/**
 * The CX answer to one bond: every record as given, each followed by up to nine record-level 90, then the 90 that disposes of the transaction (eBond v1.9, pp. CB-17..21, CB-38).
 *
 * @param records with their fields as CBP fills them: the number of the bond, names on file
 */
export function renderCx(
  records: readonly RecordImage[],
  conditions: readonly BondCondition[],
  final: { readonly disposition: 'A' | 'R' } & Pick<BondCondition, 'severity' | 'code' | 'narrative'>,
): string[] {
  const answer = records.flatMap(({ image, index }) => [
    image,
    ...conditions
      .filter(({ recordIndex }) => (recordIndex ?? 0) === index)
      .slice(0, CONDITIONS_PER_RECORD)
      .map(({ severity, code, narrative }) =>
        encodeFitted(CX_90, { severityCode: severity, conditionCode: code, narrativeText: narrative }),
      ),
  ]);
  const { disposition, severity, code, narrative } = final;
  return [
    ...answer,
    encodeFitted(CX_90, {
      ...{ dispositionTypeCode: disposition, severityCode: severity },
      ...{ conditionCode: code, narrativeText: narrative },
    }),
  ];
}

/** Amounts are returned with leading spaces (eBond guide v1.9, p. CB-23). */
const withSpaces = ({ fields }: Layout, image: string): string =>
  fields
    .filter(({ fieldClass }) => fieldClass === '(S)N')
    .reduce(
      (kept, { from, to, width }) =>
        kept.slice(0, from - 1) +
        kept
          .slice(from - 1, to)
          .replace(/^0+(?=\d)/, '')
          .padStart(width) +
        kept.slice(to),
      image,
    );

/**
 * BS: what became of a bond. The chapter says who is told (p. CB-28) and prints no layout, so a notice has the records of the answer to the surety: the bond as it stands, and the 90 of what was done.
 */
export const renderBs = ({
  header,
  transaction,
  principal,
  surety,
  final,
}: {
  readonly header: Partial<ValuesOf<typeof CB_10>>;
  readonly transaction: Partial<ValuesOf<typeof CB_20>> | null;
  readonly principal: Partial<ValuesOf<typeof CB_30>>;
  readonly surety: Partial<ValuesOf<typeof CB_40>>;
  readonly final: Pick<BondCondition, 'code' | 'narrative'>;
}): string[] => [
  withSpaces(CB_10, encodeFitted(CB_10, header)),
  ...(transaction ? [encodeFitted(CB_20, transaction)] : []),
  encodeFitted(CB_30, principal),
  withSpaces(CB_40, encodeFitted(CB_40, surety)),
  encodeFitted(CX_90, {
    ...{ dispositionTypeCode: 'A', severityCode: 'I' },
    ...{ conditionCode: final.code, narrativeText: final.narrative },
  }),
];
