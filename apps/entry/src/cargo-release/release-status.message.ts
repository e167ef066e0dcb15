import type { InBondMovement, ReleaseStatusChanged } from '#contracts';
import { agencyStatuses } from '../agency-data/agency-reviews';
import { BILL_DISPOSITIONS, ENTRY_DISPOSITIONS, type EntryDispositionCode } from '../release/dispositions';
import { portOf, type Decision } from './decision.rules';
import { namedInBonds } from './findings.rules';
import { releaseBonds } from '../release/bonds.rules';
import { goodsOf } from '../release/goods.rules';
import {
  documentReferencesOf,
  manifestKey,
  referenceOf,
  type BillOnFile,
  type Release,
} from '../release/release.model';

const RELEASE_TOLD: readonly EntryDispositionCode[] = ['22', '98'];
/** References of the filer that come back with what it is told (guide p. ACMQ-47). */
const RETURNED = ['CR', 'RRN'];

interface With {
  /** When the gateway took the filing that made it so. */
  readonly acceptedAt?: string | null;
  /** Why a request was refused. */
  readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
  /** As it stood before, for what is new of partner agencies; left out, all is. */
  readonly before?: Pick<Release, 'agencies'> | null;
}

/** The notification of a decision: where the entry stands, what is new of it, and what is new of each bill. */
export function releaseStatus(
  { release, bills: billNews }: Decision,
  dispositions: readonly EntryDispositionCode[],
  bills: ReadonlyMap<string, BillOnFile>,
  now: Date,
  { acceptedAt = null, references = [], before = null }: With = {},
): ReleaseStatusChanged {
  const { content } = release;
  const at = now.toISOString();
  const found = content.bills.map((bill) => bills.get(manifestKey(bill) ?? '')).find((bill) => bill !== undefined);
  const documentReferences = documentReferencesOf(release);
  const inBonds = namedInBonds(content.bills);
  const returned = content.references.filter(({ qualifier }) => RETURNED.includes(qualifier));
  const agencies = agencyStatuses(release, before);
  const declared = content.bills.flatMap(({ arrivals }) => arrivals)[0];
  return {
    accountId: release.accountId,
    filerCode: content.filerCode,
    entryNumber: content.entryNumber,
    entryType: content.entryType ?? '',
    importerNumber: content.importer?.number ?? '',
    portOfEntry: portOf(release, bills),
    carrierCode: found?.conveyance.scac ?? declared?.carrierCode ?? null,
    conveyanceName: content.conveyanceName ?? found?.conveyance.name ?? declared?.conveyanceName ?? null,
    voyage: content.voyage ?? found?.conveyance.voyage ?? declared?.voyage ?? null,
    estimatedArrival: found?.estimatedArrival ?? declared?.arrivalDate ?? null,
    splitShipment: content.splitShipment,
    filerReference: referenceOf(content, 'CR'),
    ...(documentReferences.length > 0 && { documentReferences }),
    processingPort: content.processingPort,
    ...(content.block && { block: content.block }),
    references: [...returned, ...references].map(({ qualifier, value }) => ({ qualifier, value })),
    // With what is decided on the goods; what is told of a bill alone is as long as it was.
    ...(dispositions.length > 0 && {
      lines: content.lines.map(({ lineNumber, countryOfOrigin, tariffs }) => ({
        lineNumber: lineNumber ?? '',
        countryOfOrigin,
        tariffs: tariffs.flatMap(({ hts }) => hts ?? []),
      })),
    }),
    state: release.state,
    version: release.version,
    bills: content.bills.map((bill) => {
      const key = manifestKey(bill);
      const onFile = key === null ? undefined : bills.get(key);
      const code = key === null ? undefined : billNews.get(key);
      const part = bill.arrivals[0];
      return {
        billKey: key ?? (bill.issuer ?? '') + bill.billNumber,
        billType: bill.billType,
        issuer: bill.issuer,
        billNumber: bill.billNumber,
        quantity: bill.quantity,
        unit: onFile?.unit ?? part?.unit ?? null,
        manifestedQuantity: onFile?.quantity ?? null,
        disposition: code ? { code, text: BILL_DISPOSITIONS[code].text, at } : null,
        carrierCode: onFile?.conveyance.scac ?? part?.carrierCode ?? null,
        voyage: onFile?.conveyance.voyage ?? part?.voyage ?? null,
        arrivalDate: onFile?.estimatedArrival ?? part?.arrivalDate ?? null,
        arrivalPort: onFile?.portCode ?? null,
        ...inBondOf(onFile, (key && inBonds.get(key)) || null, release),
      };
    }),
    release:
      release.releasedAt === null
        ? null
        : {
            path: release.paperRelease ? 'paper' : 'electronic',
            at: release.releasedAt,
            decisionId: release.paperRelease?.decisionId ?? null,
            controlNumber: release.paperRelease?.controlNumber ?? null,
          },
    modeOfTransport: content.modeOfTransport,
    filedAt: release.filedAt,
    examination: release.told.examination ?? null,
    goods: goodsOf(content.lines),
    bonds: releaseBonds(content),
    acceptedAt,
    ...(agencies.length > 0 && { agencies }),
    dispositions: dispositions.map((code) => ({
      code,
      text: ENTRY_DISPOSITIONS[code].text,
      at,
      releaseDate: RELEASE_TOLD.includes(code) ? release.releaseDate : null,
      releaseOrigin: RELEASE_TOLD.includes(code) ? release.releaseOrigin : null,
      documentType: ['96', '84', '85'].includes(code) ? release.documentType : null,
    })),
    occurredAt: at,
  };
}

/** The movement that the entry names for a bill, or that brings the bill to its port, as it is on file. */
export function inBondOf(
  onFile: BillOnFile | undefined,
  named: string | null,
  { content, ordered }: Pick<Release, 'content' | 'ordered'>,
): { inBond?: InBondMovement } {
  const inBond = onFile?.deleted === false ? onFile.inBond : undefined;
  if (!inBond || (named !== null && inBond.number !== named)) return {};
  if (named === null && inBond.destinationPort !== content.plannedPortOfEntry) return {};
  return { inBond: { ...inBond, arrivedOn: ordered.inBondArrivedOn ?? inBond.arrivedOn } };
}
