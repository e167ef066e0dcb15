import type { ReleaseStatus } from '#catair';
import type { AgencyStatus, ReleaseStatusChanged } from '#contracts';
import { catairDate, portClock } from './port-clock';

const digits = (value: number | null): string =>
  value === null || value < 0 || value > 99_999_999 ? '' : String(value);
const numeric = (value: string | null): string => (value !== null && /^\d+$/.test(value) ? value : '');
const placed = (value: number | null | undefined, width: number): string =>
  value === null || value === undefined ? '' : String(value).padStart(width, '0');

type Bill = ReleaseStatusChanged['bills'][number];

/** A movement heads the bills it carries, a master its house bill; SO40 has no in-bond bills, and tells the movement behind them (SO42). */
export const groupsOf = <B extends Pick<Bill, 'billType'>>(bills: readonly B[]): B[][] => {
  const groups: B[][] = [];
  let heads: B[] = [];
  for (const bill of bills) {
    if (bill.billType === 'I') continue;
    heads.push(bill);
    if (bill.billType === 'M') continue;
    groups.push(heads);
    heads = [];
  }
  return heads.length > 0 ? [...groups, heads] : groups;
};

/** SO42 of a bill. */
export const inBondsOf = ({ inBond }: Pick<Bill, 'inBond'>) =>
  inBond
    ? [
        {
          inBondNumber: inBond.number ?? '',
          inBondEntryType: numeric(inBond.entryType),
          portOfDeparture: numeric(inBond.departurePort),
          portOfArrival: numeric(inBond.destinationPort),
          createDate: catairDate(inBond.createdOn),
          arrivalDate: catairDate(inBond.arrivedOn),
        },
      ]
    : [];

/** The 2025 form of the agencies' records: three digits for lines, two for tariff positions (p. ACMQ-59). */
const AGENCY_RECORDS = '04';
const SUB_REASONS = 10;

/** SO70 to SO72. */
export const agencyOf = (status: AgencyStatus, port: string | null) => {
  const at = portClock(status.at, port);
  const { from, to } = status;
  return {
    status: {
      agencyCode: status.agencyCode,
      agencyProgramCode: status.programCode ?? '',
      statusDate: at.mmddyy,
      statusTime: at.hhmm,
      entryStatusCode: status.entryStatus?.code ?? '',
      entryStatusMessage: status.entryStatus?.text ?? '',
      pgaLineStatusCode: status.lineStatus ?? '',
      statusReasonCode: status.reasonCode ?? '',
      beginningLine: placed(from?.line, 3),
      beginningTariffPosition: placed(from?.tariff, 2),
      beginningPgaLine: placed(from?.pgaLine, 3),
      endingLine: placed(to?.line, 3),
      endingTariffPosition: placed(to?.tariff, 2),
      endingPgaLine: placed(to?.pgaLine, 3),
      documentType: status.documentType ?? '',
      pgaEntryHoldCode: status.holdType ?? '',
      groupVersion: AGENCY_RECORDS,
    },
    references: status.references.map(({ qualifier, number, receivedAt, reasonCodes }) => {
      const received = receivedAt === null ? null : portClock(receivedAt, port);
      // A number that is longer than twelve characters stands in the second place, which is for it.
      const isLong = number.length > 12;
      return {
        ...(isLong
          ? { referenceQualifier2: qualifier, referenceNumber2: number }
          : { referenceQualifier1: qualifier, referenceNumber1: number }),
        referenceReceiptDate: received?.mmddyy ?? '',
        referenceReceiptTime: received ? `${received.hhmm}${receivedAt!.slice(17, 19)}` : '',
        ...Object.fromEntries(reasonCodes.slice(0, SUB_REASONS).map((code, i) => [`lineSubReasonCode${i + 1}`, code])),
      };
    }),
    comments: status.comments.flatMap((comment) => comment.match(/.{1,76}/gs) ?? []),
  };
};

/**
 * What a filer is told of a release, by the names the guide gives the fields: as SO records and in JSON alike (Status Query guide v21, pp. ACMQ-45..63).
 * Dates are MMDDYY and times HHMM by the clock of the port of entry.
 */
export const releaseStatusOf = (status: ReleaseStatusChanged): ReleaseStatus => {
  const { portOfEntry, filerReference } = status;
  const references = status.references ?? (filerReference ? [{ qualifier: 'CR', value: filerReference }] : []);
  return {
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
    references: references.map(({ qualifier, value }) => ({
      referenceQualifier: qualifier,
      referenceIdentifier: value,
    })),
    lines: (status.lines ?? []).flatMap(({ lineNumber, countryOfOrigin, tariffs }) =>
      tariffs.map((htsNumber) => ({
        lineItemIdentifier: lineNumber,
        countryOfOriginCode: countryOfOrigin ?? '',
        htsNumber,
      })),
    ),
    bills: groupsOf(status.bills).map((group) => {
      const bill = group.at(-1)!;
      const at = bill.disposition && portClock(bill.disposition.at, portOfEntry);
      return {
        bills: group.map((one) => ({
          billTypeIndicator: one.billType,
          billIssuerCode: one.issuer ?? '',
          billNumber: one.billNumber,
          quantity: digits(one.quantity),
          unitOfMeasure: one.unit ?? '',
          manifestedQuantity: digits(one.manifestedQuantity),
        })),
        inBonds: inBondsOf(bill),
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
    agencies: (status.agencies ?? []).map((agency) => agencyOf(agency, portOfEntry)),
  };
};

const withoutBlanks = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === '' ? [] : [[k, withoutBlanks(v)]])));
};

/** The same for JSON: the fields of SO by the guide's names, blank ones left out. */
export const guideNamed = (status: ReleaseStatusChanged): unknown => withoutBlanks(releaseStatusOf(status));
