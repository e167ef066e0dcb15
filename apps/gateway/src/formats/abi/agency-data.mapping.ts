import type { Layout, PlacedRecord } from '#catair';
import type { CarriedRecord } from '#contracts';
import { agencyReadingOf, type RecordReading } from './record-reading';

type Placed = PlacedRecord<Layout>;

/** A record of an agency with the fields that are filled, by the names of the message set; one that the set does not have is kept whole. */
const carried = ({ recordId, recordIndex, values, image }: Placed): CarriedRecord => ({
  record: recordId === 'PG' ? image.slice(0, 4).trimEnd() : recordId,
  recordIndex,
  fields: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
});

/** The data of agencies behind a tariff number, as a member of it; none where there is none. */
export const agencyMember = (records: readonly Placed[]): { agencyRecords?: CarriedRecord[] } =>
  records.length > 0 ? { agencyRecords: records.map(carried) } : {};

interface WithAgencyData {
  readonly agencyRecords?: readonly Placed[];
  readonly lines: readonly {
    readonly agencyRecords?: readonly Placed[];
    readonly tariffs: readonly { readonly agencyRecords: readonly Placed[] }[];
  }[];
  readonly strayAgencyRecords: readonly Placed[];
}

/** What reading found, with what it found in data of agencies. */
export const agencyReading = (
  application: 'SE' | 'AE',
  { agencyRecords = [], lines, strayAgencyRecords }: WithAgencyData,
  read: RecordReading,
): RecordReading => {
  const behind = [
    ...agencyRecords,
    ...lines.flatMap((line) => [
      ...(line.agencyRecords ?? []),
      ...line.tariffs.flatMap((tariff) => tariff.agencyRecords),
    ]),
  ];
  if (behind.length === 0 && strayAgencyRecords.length === 0) return read;
  return { ...read, reading: [...read.reading, ...agencyReadingOf(application, behind, strayAgencyRecords)] };
};
