import { renderSo } from '#catair';
import type { ReleaseStatusChanged } from '#contracts';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { abiNotice } from './abi-notice';
import { catairDate, portClock } from '../port-clock';

const digits = (value: number | null): string =>
  value === null || value < 0 || value > 99_999_999 ? '' : String(value);
const numeric = (value: string | null): string => (value !== null && /^\d+$/.test(value) ? value : '');

/** SO: the entry, its bills with their dispositions, and the new dispositions of the entry. Times are the port's. */
export const releaseStatusNotice = (status: ReleaseStatusChanged, account: Account): NewAnswer => {
  const { portOfEntry, filerReference } = status;
  const records = renderSo({
    entry: {
      portOfEntry: numeric(portOfEntry),
      entryFilerCode: status.filerCode,
      entryNumber: status.entryNumber,
      entryTypeCode: numeric(status.entryType),
      importerOfRecordNumber: status.importerNumber,
      carrierCode: status.carrierCode ?? '',
      vesselName: status.conveyanceName ?? '',
      voyageNumber: status.voyage ?? '',
      estimatedDateOfArrival: catairDate(status.estimatedArrival),
      splitShipmentReleaseCode: status.splitShipment ?? '',
    },
    references: filerReference ? [{ referenceQualifier: 'CR', referenceIdentifier: filerReference }] : [],
    bills: status.bills.map((bill) => {
      const at = bill.disposition && portClock(bill.disposition.at, portOfEntry);
      return {
        bills: [
          {
            billTypeIndicator: bill.billType,
            billIssuerCode: bill.issuer ?? '',
            billNumber: bill.billNumber,
            quantity: digits(bill.quantity),
            unitOfMeasure: bill.unit ?? '',
            manifestedQuantity: digits(bill.manifestedQuantity),
          },
        ],
        ...(bill.disposition && at
          ? {
              disposition: {
                dispositionDate: at.mmddyy,
                dispositionTime: at.hhmm,
                dispositionCode: bill.disposition.code,
                narrative: bill.disposition.text,
                splitIndicator: status.splitShipment ? 'Y' : 'N',
                carrierCode: bill.carrierCode ?? '',
                voyageNumber: bill.voyage ?? '',
                arrivalDate: catairDate(bill.arrivalDate),
                portOfArrival: numeric(bill.arrivalPort),
              },
            }
          : {}),
      };
    }),
    dispositions: status.dispositions.map((disposition) => {
      const at = portClock(disposition.at, portOfEntry);
      return {
        dispositionDate: at.mmddyy,
        dispositionTime: at.hhmm,
        dispositionCode: disposition.code,
        narrative: disposition.text,
        releaseDate: catairDate(disposition.releaseDate),
        releaseOriginCode: numeric(disposition.releaseOrigin),
        documentType: disposition.documentType ?? '',
      };
    }),
  });
  return abiNotice('SO', account, { filerCode: status.filerCode, port: portOfEntry, at: status.occurredAt }, records);
};
