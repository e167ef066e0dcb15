import {
  ArrivalReported,
  BillHoldOrdered,
  CargoReleaseFiled,
  EntryReviewOrdered,
  EntrySummaryFiled,
  type FilingHeld,
  type FilingOrigin,
  ManifestFiled,
} from '#contracts';
import type { Module } from '../filing/transmission';
import { KIND_OF } from './replay-phases';

type About = Pick<FilingHeld, 'portCode' | 'modeOfTransport' | 'conveyance' | 'billKeys' | 'importerNumber'>;

const NOTHING: About = {
  portCode: null,
  modeOfTransport: null,
  conveyance: { scac: null, trip: null },
  billKeys: [],
  importerNumber: null,
};
const keyOf = ({ issuer, billNumber }: { issuer: string | null; billNumber: string }): string =>
  `${issuer ?? ''}${billNumber}`;

const ofRelease = ({
  plannedPortOfEntry,
  processingPort,
  modeOfTransport,
  bills,
  voyage,
  importer,
}: CargoReleaseFiled): About => {
  const [first] = bills;
  const arrival = first?.arrivals[0];
  return {
    portCode: plannedPortOfEntry ?? processingPort,
    modeOfTransport,
    conveyance: { scac: arrival?.carrierCode ?? first?.issuer ?? null, trip: arrival?.voyage ?? voyage },
    billKeys: bills.map(keyOf),
    importerNumber: importer?.number ?? null,
  };
};

const ofSummary = ({
  portOfEntry,
  processingPort,
  modeOfTransport,
  carrierScac,
  bills,
  importerNumber,
}: EntrySummaryFiled): About => ({
  portCode: portOfEntry ?? processingPort,
  modeOfTransport,
  conveyance: { scac: carrierScac, trip: null },
  billKeys: bills.map(keyOf),
  importerNumber,
});

const ofManifest = ({ conveyance, ports }: ManifestFiled): About => ({
  ...NOTHING,
  portCode: ports[0]?.portCode ?? null,
  modeOfTransport: conveyance.modeOfTransport,
  conveyance: { scac: conveyance.scac, trip: conveyance.voyage },
  billKeys: ports.flatMap(({ bills }) => bills.map(({ issuerScac, billNumber }) => `${issuerScac}${billNumber}`)),
});

const ofArrival = ({ scac, voyage, portCode }: ArrivalReported): About => ({
  ...NOTHING,
  portCode,
  conveyance: { scac, trip: voyage },
});

const ABOUT: Readonly<Record<string, (data: never) => About>> = {
  [CargoReleaseFiled.type]: ofRelease,
  [EntrySummaryFiled.type]: ofSummary,
  [EntryReviewOrdered.type]: () => NOTHING,
  [ManifestFiled.type]: ofManifest,
  [ArrivalReported.type]: ofArrival,
  [BillHoldOrdered.type]: ({ billKey }: BillHoldOrdered) => ({ ...NOTHING, billKeys: [billKey] }),
};

/** A filing as the message that takes it to its module, with the name that people give it. */
export interface FilingOnItsWay {
  readonly module: Module;
  readonly type: string;
  readonly subject: string;
  readonly reference: string;
  readonly data: { readonly origin: FilingOrigin };
}

/** What an officer is told of a filing that waits at the gate. */
export const heldFiling = ({ module, type, subject, reference, data }: FilingOnItsWay): FilingHeld => {
  const { filingId, accountId, receivedAt } = data.origin;
  return {
    filingId,
    accountId,
    module,
    kind: KIND_OF[type]!,
    subject,
    reference,
    receivedAt,
    ...ABOUT[type]!(data as never),
  };
};
