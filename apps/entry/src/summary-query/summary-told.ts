import type { SummaryTold } from '#contracts';
import { type CustomsDate, isCustomsDate } from '#kernel';
import { bondDay, type StoredBond } from '../bonds/bond.model';
import { obligatedBonds } from '../bonds/obligated.rules';
import type { ClaimStanding } from '../drawback/claim.model';
import { declaredMoney } from '../entry-summary/declared-money';
import { censusStanding } from '../entry-summary/census.rules';
import { censusWarnings } from '../entry-summary/line.rules';
import type { Liquidation } from '../liquidation/liquidation.model';
import { isOpen, scheduleOf } from '../liquidation/liquidation.rules';
import { asksForImmediateDelivery } from '../release/warehouse.rules';
import type { ReleaseContent } from '../release/release.model';
import { controlOn } from '../summary-on-file/control.rules';
import type { ComputedSummary, EntrySummary } from '../summary-on-file/summary.model';

/** What is read of a summary to say how it stands. */
export interface SummaryRead {
  readonly key: string;
  readonly version: string;
  readonly state: string;
  readonly control: 'trade' | 'cbp';
  /** Day of the statement it was put on last; null where it is paid individually. */
  readonly statementDate: CustomsDate | null;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  /** Its whole history, the oldest first. */
  readonly steps: readonly { readonly event: string; readonly at: Date }[];
  readonly content: EntrySummary;
  readonly computed: ComputedSummary | null;
  readonly late: boolean;
  readonly release: ReleaseRead | null;
  readonly liquidation: { readonly of: Liquidation; readonly basis: string | null } | null;
  readonly bonds: readonly StoredBond[];
  /** Each of its lines under a quota was decided by an allotment. */
  readonly quotaAllotted: boolean;
  readonly withdrawals: { readonly count: number; readonly isFinal: boolean } | null;
  readonly seenBy: readonly string[];
  /** Filer codes of agents of a surety. */
  readonly agentsOf: (suretyCode: string) => readonly string[];
}

export interface ReleaseRead {
  readonly content: Pick<ReleaseContent, 'immediateDelivery' | 'splitShipment' | 'modeOfTransport'>;
  readonly releaseDate: CustomsDate | null;
  readonly portOfEntry: string | null;
  readonly documents: string;
  readonly quota: string | undefined;
}

const ACCEPTED = ['added', 'replaced', 'corrected'];
const REJECTED = 'rejected by CBP';
const WAREHOUSE_TYPES = ['21', '22'];
const NOTHING = { dutyCents: 0, taxCents: 0, feeCents: 0, adCvdCents: 0 };

type Amounts = SummaryTold['estimated'];
type Declared = NonNullable<ComputedSummary['declared']>;

const besideDuty = (declared: Declared | undefined): Pick<Amounts, 'taxCents' | 'adCvdCents'> =>
  declared
    ? {
        taxCents: declared.irTaxCents,
        adCvdCents: declared.adCashCents + declared.adBondedCents + declared.cvCashCents + declared.cvBondedCents,
      }
    : { taxCents: 0, adCvdCents: 0 };

/** Codes of p. ESQ-34 that are told here: liquidated as filed by the run, or after a correction; by a protest; else with or without a change of money. */
const reasonsOf = ({ byRun, changeCents }: Liquidation, corrected: boolean, basis: string | null): string[] => {
  if (basis === 'protest') return ['63'];
  if (byRun) return [corrected ? '62' : '99'];
  return [changeCents === 0 ? '08' : '09'];
};

const STATUS: Readonly<Record<Liquidation['state'], string>> = {
  ...{ liquidated: '1', 'not liquidated': '2', reliquidated: '3' },
};

const liquidationTold = (
  { of, basis }: NonNullable<SummaryRead['liquidation']>,
  corrected: boolean,
  dayAt: (instant: Date) => CustomsDate,
): NonNullable<SummaryTold['liquidation']> => {
  const holds = of.holds.filter(isOpen);
  const last = holds.at(-1);
  const { liquidated } = of;
  return {
    status: STATUS[of.state],
    date: of.state === 'not liquidated' ? scheduleOf(of) : of.noticeOn,
    heldOn: last?.from ?? null,
    heldToldOn: last ? dayAt(new Date(last.orderedAt)) : null,
    holdCodes: holds.map(({ code }) => code),
    liquidated: liquidated && {
      dutyCents: liquidated.dutyCents,
      feeCents: liquidated.fees.reduce((sum, { cents }) => sum + cents, 0),
      ...besideDuty(liquidated.declared),
    },
    liquidationReasons: of.state === 'not liquidated' ? [] : reasonsOf(of, corrected, basis),
  };
};

/** A summary as it is told to those who ask for it. @param dayAt the day at its port @param today the day at its port on which it is told */
export const summaryTold = (
  read: SummaryRead,
  withContent: boolean,
  dayAt: (instant: Date) => CustomsDate,
  today: CustomsDate,
): SummaryTold => {
  const { key, content, computed, steps, release, liquidation } = read;
  const accepted = steps.filter(({ event }) => ACCEPTED.includes(event));
  // What was deleted and filed again begins anew.
  const begun = steps.findLastIndex(({ event }) => event === 'added');
  const ofNow = steps.slice(Math.max(0, begun));
  const corrected = ofNow.find(({ event }) => event === 'corrected');
  const rejected = ofNow.findLast(({ event }) => event === REJECTED);
  const lastAccepted = accepted.at(-1)!;
  const isRejected = read.state === 'rejected';
  const declared = computed?.declared ?? declaredMoney(content);
  const entered = content.entryDate !== null && isCustomsDate(content.entryDate) ? content.entryDate : null;
  const on = bondDay({
    ...{ released: release?.releaseDate ?? null, entry: null, estimatedEntry: entered },
    ...{ statementPrint: content.statementDate, received: dayAt(lastAccepted.at) },
  });
  const flags = content.indicators ?? {};
  const bonds = bondsTold(content, obligatedBonds(content, on, read.bonds));
  return {
    ...{ kind: 'summary', filerCode: key.slice(0, 3), entryNumber: key.slice(3), version: read.version },
    acceptedAt: lastAccepted.at.toISOString(),
    correctedOn: corrected ? dayAt(corrected.at) : null,
    ...{ control: controlOn(read, today), status: isRejected ? 'rejected' : 'accepted' },
    statusOn: dayAt((isRejected && rejected ? rejected : lastAccepted).at),
    rejectedOn: rejected ? dayAt(rejected.at) : null,
    underReview: !isRejected && read.control === 'cbp',
    ...{ late: read.late, filedOn: dayAt(ofNow[0]!.at), entryType: content.entryType },
    ...{ portOfEntry: content.portOfEntry, modeOfTransport: content.modeOfTransport },
    ...{ importerNumber: content.importerNumber, notifyPartyNumber: content.designatedNotifyPartyNumber ?? null },
    ...{ brokerReference: content.brokerReference, statementDate: content.statementDate, entryDate: entered },
    lines: content.lines.length,
    electronicInvoice: flags.electronicInvoiceIndicator === 'Y',
    reconciliation: Boolean(flags.tradeAgreementReconciliationIndicator ?? flags.reconciliationIssueCode),
    ...{
      centerId: read.centerId,
      teamNumber: read.teamNumber,
      census: censusStanding(content, (line) => censusWarnings(line, content).map(({ code }) => code)),
    },
    quotaProcessed: release?.quota === 'accepted' || read.quotaAllotted,
    documentsRequired: release?.documents === 'required',
    release: release && {
      ...{ released: release.releaseDate !== null, releaseDate: release.releaseDate },
      ...{ portOfEntry: release.portOfEntry, modeOfTransport: release.content.modeOfTransport },
      immediateDelivery: asksForImmediateDelivery(release.content),
    },
    liquidation: liquidation && liquidationTold(liquidation, corrected !== undefined, dayAt),
    estimated: computed
      ? { dutyCents: computed.dutyCents, feeCents: computed.feeCents, ...besideDuty(declared) }
      : NOTHING,
    withdrawals: WAREHOUSE_TYPES.includes(content.entryType ?? '')
      ? (read.withdrawals ?? { count: 0, isFinal: false })
      : null,
    acceleratedPayment: null,
    bonds,
    seenBy: [...read.seenBy],
    suretyAgents: [...new Set(bonds.flatMap(({ suretyCode }) => (suretyCode ? read.agentsOf(suretyCode) : [])))],
    ...(withContent && { content }),
  };
};

const bondsTold = (content: EntrySummary, bonds: ReturnType<typeof obligatedBonds>): SummaryTold['bonds'] => {
  if (bonds.length === 0 && content.indicators?.bondWaiverIndicator !== undefined)
    return [
      {
        ...{ suretyCode: null, primary: true, type: '0', designation: null, bondNumber: null, amountDollars: null },
        liabilityDollars: null,
      },
    ];
  return bonds.flatMap(({ reported: { type, designation, surety, amountDollars }, bond }): SummaryTold['bonds'] =>
    bond
      ? bond.sureties
          .filter(({ role }) => role !== 'reinsurer')
          .map(({ role, code, liabilityDollars }) => ({
            ...{ suretyCode: code, primary: role === 'surety', type, designation: bond.designation },
            ...{ bondNumber: bond.number, amountDollars: bond.amountDollars, liabilityDollars },
          }))
      : [
          {
            ...{ suretyCode: surety, primary: true, type, designation, bondNumber: null, amountDollars },
            liabilityDollars: null,
          },
        ],
  );
};

/** What is read of a claim for drawback. */
export interface ClaimRead {
  readonly key: string;
  readonly version: string;
  readonly claimantNumber: string;
  readonly standing: ClaimStanding;
  readonly steps: readonly { readonly event: string; readonly at: Date }[];
  readonly seenBy: readonly string[];
}

/** A claim for drawback as the query shows it: nothing is liquidated or paid of it here (Entry Summary Query, pp. ESQ-14, 20). */
export const claimTold = (
  { key, version, claimantNumber, standing, steps, seenBy }: ClaimRead,
  dayAt: (instant: Date) => CustomsDate,
): SummaryTold => {
  const last = steps.findLast(({ event }) => ACCEPTED.includes(event))!;
  return {
    ...{ kind: 'claim for drawback', filerCode: key.slice(0, 3), entryNumber: key.slice(3), version },
    ...{ acceptedAt: last.at.toISOString(), correctedOn: null, control: 'trade', status: 'accepted' },
    ...{ statusOn: dayAt(last.at), rejectedOn: null, underReview: false, late: false, filedOn: standing.filedOn },
    ...{ entryType: null, portOfEntry: standing.filingPort, modeOfTransport: null, importerNumber: claimantNumber },
    ...{ notifyPartyNumber: null, brokerReference: null, statementDate: null, entryDate: null, lines: 0 },
    ...{ electronicInvoice: false, reconciliation: false, centerId: standing.centerId, teamNumber: null },
    ...{ census: 'none', quotaProcessed: false, documentsRequired: false, release: null, liquidation: null },
    estimated: {
      ...{ dutyCents: standing.claimed.dutyCents, taxCents: standing.claimed.taxCents },
      ...{ feeCents: standing.claimed.feeCents, adCvdCents: 0 },
    },
    ...{ withdrawals: null, acceleratedPayment: standing.acceleratedPayment, bonds: [], seenBy: [...seenBy] },
    suretyAgents: [],
  };
};
