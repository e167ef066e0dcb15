import type { ReleaseStatusChanged } from '#contracts';
import { BILL_DISPOSITIONS, ENTRY_DISPOSITIONS, type EntryDispositionCode } from '../release/dispositions';
import { portOf, type Decision } from './decision.rules';
import { releaseBonds } from '../release/bonds.rules';
import { goodsOf } from '../release/goods.rules';
import { documentReferencesOf, manifestKey, referenceOf, type BillOnFile } from '../release/release.model';

const RELEASE_TOLD: readonly EntryDispositionCode[] = ['98'];

/** The notification of a decision: where the entry stands, what is new of it, and what is new of each bill. */
export function releaseStatus(
  { release, bills: billNews }: Decision,
  dispositions: readonly EntryDispositionCode[],
  bills: ReadonlyMap<string, BillOnFile>,
  now: Date,
  acceptedAt: string | null = null,
): ReleaseStatusChanged {
  const { content } = release;
  const at = now.toISOString();
  const found = content.bills.map((bill) => bills.get(manifestKey(bill) ?? '')).find((bill) => bill !== undefined);
  const documentReferences = documentReferencesOf(release);
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
