import { readTransmission } from '#catair';
import type {
  ArrivalReported,
  BondFiled,
  CargoReleaseFiled,
  Condition,
  DrawbackClaimFiled,
  EntrySummaryFiled,
  ManifestFiled,
} from '#contracts';
import { bondClock } from '../../apps/entry/src/bonds/bond.model';
import { judgeBond } from '../../apps/entry/src/bonds/bond.rules';
import { officeDay } from '../../apps/entry/src/drawback/claim.model';
import { judgeForm } from '../../apps/entry/src/drawback/claim.rules';
import { dayAt } from '../../apps/entry/src/port-day/port-day';
import { judgedAsRead } from '../../apps/entry/src/filing/reading.rules';
import { judgeFiling } from '../../apps/entry/src/release/filing.rules';
import { judgeSummary } from '../../apps/entry/src/entry-summary/filing.rules';
import { bondFiling } from '../../apps/gateway/src/formats/abi/bond.mapping';
import { cargoReleaseFiling } from '../../apps/gateway/src/formats/abi/cargo-release.mapping';
import { drawbackClaimFiling } from '../../apps/gateway/src/formats/abi/drawback-claim.mapping';
import { entrySummaryFiling } from '../../apps/gateway/src/formats/abi/entry-summary.mapping';
import type { Account } from '../../apps/gateway/src/account/account';
import { bondBody, bondFromJson } from '../../apps/gateway/src/formats/json/bond.body';
import { cargoReleaseBody, cargoReleaseFromJson } from '../../apps/gateway/src/formats/json/cargo-release.body';
import { drawbackClaimBody, drawbackClaimFromJson } from '../../apps/gateway/src/formats/json/drawback-claim.body';
import { entrySummaryBody, entrySummaryFromJson } from '../../apps/gateway/src/formats/json/entry-summary.body';
import {
  arrivalBody,
  arrivalFromJson,
  manifestBody,
  manifestFromJson,
} from '../../apps/gateway/src/formats/json/manifest.body';
import { arrival, type NewFiling } from '../../apps/gateway/src/filing/transmission';
import { manifestFiling, partsOf } from '../../apps/gateway/src/formats/x12/manifest.mapping';
import { readX12 } from '../../apps/gateway/src/formats/x12/manifest-reading';
import { judgeArrival } from '../../apps/manifest/src/arrivals/arrival.rules';
import { judgeManifest, type PortCall } from '../../apps/manifest/src/manifest-filing/manifest.rules';

/** What a partner sends, as a request to the gateway. */
export interface Sent {
  readonly path: string;
  readonly body: string;
}

const account: Account = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  name: 'Everybody',
  kinds: ['broker', 'carrier'],
  active: true,
  importerNumbers: [],
  filerCodes: ['B76'],
  suretyCodes: ['036'],
  scacs: ['MAEU', 'ABCD'],
  ports: [],
  abi: null,
};

const MAPPING: Readonly<Record<string, typeof entrySummaryFiling>> = {
  ...{ SE: cargoReleaseFiling, AE: entrySummaryFiling, DE: drawbackClaimFiling, CB: bondFiling },
};

/** The filings of a request, read and turned into messages as the gateway does. */
const filingsOf = async ({ path, body }: Sent): Promise<NewFiling[]> => {
  const { id, origin } = arrival(account, path === '/abi' ? 'abi' : path === '/x12' ? 'x12' : 'json');
  const json = (): never => JSON.parse(body) as never;
  if (path === '/filings/manifest') return [manifestFromJson(manifestBody.read(json()), account, origin(id))];
  if (path === '/filings/arrival') return [arrivalFromJson(arrivalBody.read(json()), account, origin(id))];
  if (path === '/filings/cargo-release')
    return [cargoReleaseFromJson(cargoReleaseBody.read(json()), account, origin(id))];
  if (path === '/filings/entry-summary')
    return [entrySummaryFromJson(entrySummaryBody.read(json()), account, origin(id))];
  if (path === '/filings/drawback-claim')
    return [drawbackClaimFromJson(drawbackClaimBody.read(json()), account, origin(id))];
  if (path === '/filings/bond') return [bondFromJson(bondBody.read(json()), account, origin(id))];
  if (path === '/x12') {
    const { report, manifests } = await readX12(Buffer.from(body));
    if (!report.accepted || manifests.some(({ faults }) => faults.length > 0))
      throw new Error(`The interchange is refused: ${JSON.stringify(report)}`);
    return manifests.flatMap((manifest) =>
      partsOf(manifest).map((part) => manifestFiling(manifest, part, account, origin(id))),
    );
  }
  return readTransmission(body).batches.flatMap((batch) => {
    if (batch.faults.length > 0) throw new Error(`The batch is refused: ${JSON.stringify(batch.faults)}`);
    return [...batch.transactions()].map((transaction) =>
      MAPPING[transaction.application]!(transaction, account, origin(id)),
    );
  });
};

const judge = ({ kind, data }: NewFiling, now: Date, calls: readonly PortCall[]): readonly Condition[] => {
  if (kind === 'manifest')
    return judgeManifest(data as ManifestFiled, { bill: () => undefined, isAnothers: () => false, calls: null }, now)
      .conditions;
  if (kind === 'arrival') {
    const report = data as ArrivalReported;
    return judgeArrival(
      report,
      calls.find(({ portCode }) => portCode === report.portCode),
      'ocean',
      now,
    ).conditions;
  }
  if (kind === 'cargo release') {
    const release = data as CargoReleaseFiled;
    return judgedAsRead(release.reading, () =>
      judgeFiling(release, {
        today: dayAt(release.plannedPortOfEntry, now),
        importer: () => 'active',
        missingPower: null,
        checkDigitOffset: 0,
      }),
    );
  }
  if (kind === 'drawback claim') {
    const claim = data as DrawbackClaimFiled;
    return judgedAsRead(claim.reading, () =>
      judgeForm(claim, {
        ...{ today: officeDay(claim.filingPort, now), filerAuthorised: true, missingPower: null },
        ...{ claimantOnFile: () => true, isEntry: false, existing: null },
      }),
    );
  }
  if (kind === 'bond') {
    const bond = data as BondFiled;
    return judgedAsRead(bond.reading, () =>
      judgeBond(bond, {
        ...{ today: bondClock(new Date(bond.origin.receivedAt)), existing: null, ofTransaction: [], continuous: [] },
        ...{
          checkDigitOffset: () => 0,
          standing: () => 'active',
          entry: () => undefined,
          agents: [],
          standings: [],
          filerOnFile: () => true,
        },
      }),
    );
  }
  const summary = data as EntrySummaryFiled;
  return judgedAsRead<Condition>(summary.reading, () => [
    ...judgeSummary(summary, {
      today: dayAt(summary.portOfEntry, now),
      importerOnFile: () => true,
      filerAuthorised: true,
      missingPower: null,
      missingCapabilities: [],
      existing: null,
    }).conditions,
  ]);
};

/**
 * Everything the modules would say, now, of what is sent: `P10 THE ESTIMATED ARRIVAL HAS PASSED`. Nothing where all of it is accepted
 * without a word, provided that nothing of it is on file. An arrival is judged after the manifests before it.
 */
export const saidOf = async (sent: readonly Sent[], now = new Date()): Promise<string[]> => {
  const calls: PortCall[] = [];
  const said: string[] = [];
  for (const one of sent) {
    const filings = await filingsOf(one);
    if (filings.length === 0) throw new Error(`Nothing is filed by this: ${one.body.slice(0, 200)}`);
    for (const filing of filings) {
      said.push(...judge(filing, now, calls).map(({ code, text }) => `${code} ${text}`));
      if (filing.kind === 'manifest')
        calls.push(
          ...judgeManifest(
            filing.data as ManifestFiled,
            { bill: () => undefined, isAnothers: () => false, calls: null },
            now,
          ).calls,
        );
    }
  }
  return said;
};
