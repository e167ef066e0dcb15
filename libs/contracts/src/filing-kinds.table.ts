import { formatEntryNumber } from '#kernel';
import type { Static, TObject } from '@sinclair/typebox';
import type { Contract, ServiceName } from './contract';
import { EntryFilingAnswered } from './entry/filing-answered';
import { AgencyDecisionOrdered } from './gateway/agency-decision-ordered';
import { ArrivalReported } from './gateway/arrival-reported';
import { BondFiled } from './gateway/bond-filed';
import { BillHoldOrdered } from './gateway/bill-hold-ordered';
import { CargoReleaseFiled } from './gateway/cargo-release-filed';
import { DrawbackClaimFiled } from './gateway/drawback-claim-filed';
import { EntryReviewOrdered } from './gateway/entry-review-ordered';
import { EntrySummaryFiled } from './gateway/entry-summary-filed';
import type { FilingHeld } from './gateway/filing-held';
import { ManifestFiled } from './gateway/manifest-filed';
import { ManifestFilingAnswered } from './manifest/filing-answered';
import { billSubject, bondSubject, conveyanceSubject, entrySubject } from './subjects';

/** A module that takes filings: it has a gate, and answers each filing once. */
interface TakingModule {
  readonly answer: Contract;
  /** The module whose backlog is caught up first after a downtime, because filings here refer to what is filed there. */
  readonly after: ServiceName | null;
}

/** In the order in which modules depend on each other. */
export const modules = {
  manifest: { answer: ManifestFilingAnswered as unknown as Contract, after: null },
  // Entries refer to bills.
  entry: { answer: EntryFilingAnswered as unknown as Contract, after: 'manifest' },
} as const satisfies Readonly<Partial<Record<ServiceName, TakingModule>>>;

/** What officers are told of a filing that waits at a gate. */
export type AboutFiling = Pick<
  FilingHeld,
  'portCode' | 'modeOfTransport' | 'conveyance' | 'billKeys' | 'importerNumber'
>;

/** What is to be known of a kind of filing, whoever asks. */
interface Facts {
  /** The module that decides on it. */
  readonly module: keyof typeof modules;
  /** CATAIR applications in and out. */
  readonly abi?: { readonly application: string; readonly answer: string };
  /** X12 transaction sets in and out. */
  readonly x12?: { readonly set: string; readonly answer: string };
  /** It is filed in JSON at `POST /filings/` and this name. */
  readonly json?: string;
  /** It is an officer's order, given at these operations. */
  readonly orderedAt?: readonly string[];
  /** Its module's backlog goes out in this order after a downtime, from 0. */
  readonly urgency: number;
  /** Notices on its subject come in the format in which it was filed last. */
  readonly setsFormat: boolean;
  /** The function by which a downtime's notice names it (`FUNCTIONS` of the downtimes). */
  readonly noticedAs: string;
}

/** What one filing is about, from the message that takes it to its module. */
interface OfFiling<Data> {
  /** Filings of one subject are handled in the order sent. */
  readonly subject: (data: Data) => string;
  /** As people write it. */
  readonly reference: (data: Data) => string;
  readonly about: (data: Data) => AboutFiling;
}

const NOTHING: AboutFiling = {
  portCode: null,
  modeOfTransport: null,
  conveyance: { scac: null, trip: null },
  billKeys: [],
  importerNumber: null,
};
const billKeyOf = ({ issuer, billNumber }: { issuer: string | null; billNumber: string }): string =>
  `${issuer ?? ''}${billNumber}`;
const entryNumberOf = ({ filerCode, entryNumber }: { filerCode: string; entryNumber: string }): string =>
  formatEntryNumber(filerCode, entryNumber);

/** By its number, by what it secures, or by whose it is: until it is answered a new bond has no number. */
const bondNamed = ({ number, transactions, sureties, suretyReference }: BondFiled): string =>
  number ??
  transactions[0]?.id ??
  `surety ${sureties[0]?.code ?? 'unknown'}${suretyReference ? ` ${suretyReference}` : ''}`;

const kind = <S extends TObject, const R extends Facts>(
  contract: Contract<S>,
  row: R & OfFiling<Static<S>>,
): R & OfFiling<never> & { readonly contract: Contract } => ({ ...row, contract: contract as unknown as Contract });

/**
 * Everything that can be filed or ordered here, as partners call it.
 * What is not in this table is not filed at this platform, whatever other systems call by a similar name.
 */
export const kinds = {
  manifest: kind(ManifestFiled, {
    module: 'manifest',
    subject: ({ conveyance }) => conveyanceSubject(conveyance),
    reference: ({ conveyance }) => `${conveyance.scac} ${conveyance.voyage}`,
    about: ({ conveyance, ports }) => ({
      ...NOTHING,
      portCode: ports[0]?.portCode ?? null,
      modeOfTransport: conveyance.modeOfTransport,
      conveyance: { scac: conveyance.scac, trip: conveyance.voyage },
      billKeys: ports.flatMap(({ bills }) => bills.map(({ issuerScac, billNumber }) => `${issuerScac}${billNumber}`)),
    }),
    x12: { set: '309', answer: '355' },
    json: 'manifest',
    urgency: 0,
    setsFormat: true,
    noticedAs: 'multimodal manifest',
  }),
  arrival: kind(ArrivalReported, {
    module: 'manifest',
    subject: (data) => conveyanceSubject(data),
    reference: ({ scac, voyage }) => `${scac} ${voyage}`,
    about: ({ scac, voyage, portCode }) => ({ ...NOTHING, portCode, conveyance: { scac, trip: voyage } }),
    json: 'arrival',
    urgency: 0,
    // A carrier that tells an arrival in JSON goes on to file manifests as before.
    setsFormat: false,
    noticedAs: 'arrivals',
  }),
  'bill hold': kind(BillHoldOrdered, {
    module: 'manifest',
    subject: ({ billKey }) => billSubject(billKey),
    reference: ({ billKey }) => billKey,
    about: ({ billKey }) => ({ ...NOTHING, billKeys: [billKey] }),
    orderedAt: ['POST /officer/bills/{billKey}/holds', 'POST /officer/bills/{billKey}/holds/remove'],
    urgency: 0,
    setsFormat: false,
    noticedAs: 'bill holds',
  }),
  'cargo release': kind(CargoReleaseFiled, {
    module: 'entry',
    subject: (data) => entrySubject(data),
    reference: (data) => entryNumberOf(data),
    about: ({ plannedPortOfEntry, processingPort, modeOfTransport, bills, voyage, importer }) => {
      const [first] = bills;
      const arrival = first?.arrivals[0];
      return {
        portCode: plannedPortOfEntry ?? processingPort,
        modeOfTransport,
        conveyance: { scac: arrival?.carrierCode ?? first?.issuer ?? null, trip: arrival?.voyage ?? voyage },
        billKeys: bills.map(billKeyOf),
        importerNumber: importer?.number ?? null,
      };
    },
    abi: { application: 'SE', answer: 'SX' },
    json: 'cargo-release',
    // Cargo stands still for want of a release, not of a summary.
    urgency: 0,
    setsFormat: true,
    noticedAs: 'cargo release',
  }),
  'entry summary': kind(EntrySummaryFiled, {
    module: 'entry',
    subject: (data) => entrySubject(data),
    reference: (data) => entryNumberOf(data),
    about: ({ portOfEntry, processingPort, modeOfTransport, carrierScac, bills, importerNumber }) => ({
      portCode: portOfEntry ?? processingPort,
      modeOfTransport,
      conveyance: { scac: carrierScac, trip: null },
      billKeys: bills.map(billKeyOf),
      importerNumber,
    }),
    abi: { application: 'AE', answer: 'AX' },
    json: 'entry-summary',
    urgency: 1,
    setsFormat: true,
    noticedAs: 'entry summary',
  }),
  'drawback claim': kind(DrawbackClaimFiled, {
    module: 'entry',
    subject: (data) => entrySubject(data),
    reference: (data) => entryNumberOf(data),
    about: ({ filingPort, processingPort, claimantNumber }) => ({
      ...NOTHING,
      portCode: filingPort ?? processingPort,
      importerNumber: claimantNumber,
    }),
    abi: { application: 'DE', answer: 'DX' },
    json: 'drawback-claim',
    urgency: 1,
    // No notice is sent of a claim.
    setsFormat: false,
    noticedAs: 'drawback',
  }),
  bond: kind(BondFiled, {
    module: 'entry',
    subject: (data) => bondSubject(bondNamed(data)),
    reference: bondNamed,
    about: ({ processingPort, principals }) => ({
      ...NOTHING,
      portCode: processingPort,
      importerNumber: principals[0]?.id ?? null,
    }),
    abi: { application: 'CB', answer: 'CX' },
    json: 'bond',
    // An entry that names a bond is refused until the bond is on file.
    urgency: 0,
    // What becomes of a bond is looked up.
    setsFormat: false,
    noticedAs: 'bond',
  }),
  'entry review': kind(EntryReviewOrdered, {
    module: 'entry',
    subject: (data) => entrySubject(data),
    reference: (data) => entryNumberOf(data),
    about: () => NOTHING,
    orderedAt: ['POST /officer/entries/{filerCode}/{entryNumber}/review'],
    urgency: 0,
    setsFormat: false,
    noticedAs: 'entry',
  }),
  'agency decision': kind(AgencyDecisionOrdered, {
    module: 'entry',
    subject: (data) => entrySubject(data),
    reference: (data) => entryNumberOf(data),
    about: () => NOTHING,
    orderedAt: ['POST /agency/entries/{filerCode}/{entryNumber}/decision'],
    urgency: 0,
    setsFormat: false,
    noticedAs: 'agency data',
  }),
};
