import { type Static, Type } from '@sinclair/typebox';
import { agencyLayout, decode, encode, expectedIn } from '#catair';
import type { CarriedRecord } from '#contracts';
import type { FieldError } from '#kernel';
import { Problem } from '#service';
import { Closed, Code, Text } from '../../edge/json-schema';

/** Records of partner agencies behind a tariff number, as CATAIR has them. */
export const AgencyRecordsSchema = Type.Array(
  Closed({
    record: Code('(OI|PG\\d{2})', 'Record of the PGA message set: OI, PG01 to PG60'),
    fields: Type.Record(Type.String({ pattern: '^[A-Za-z0-9]{1,60}$' }), Text(80, 'Value of the field'), {
      description: 'By the names of the message set, such as `governmentAgencyCode`; without those that are not used',
    }),
  }),
  { maxItems: 9_999, description: 'Data of partner agencies, in the order of the message set' },
);
type AgencyRecords = Static<typeof AgencyRecordsSchema>;

const FAULTS_TOLD = 20;

/**
 * The records as a CATAIR filing would bring them: numbers filled with zeros, letters in upper case. A record that the message set does not have is left to the rules.
 *
 * @throws Problem `not-valid` for a field that a record does not have, or that has no place in its columns
 */
export const agencyRecordsOf = (
  records: AgencyRecords | undefined,
  at: string,
): { agencyRecords?: CarriedRecord[] } => {
  if (!records || records.length === 0) return {};
  const faults: FieldError[] = [];
  const agencyRecords = records.map(({ record, fields }, place): CarriedRecord => {
    const layout = agencyLayout(record);
    if (!layout) return { record, recordIndex: null, fields };
    const before = faults.length;
    for (const [name, value] of Object.entries(fields)) {
      const field = layout.fields.find((one) => one.name === name);
      const where = `${at}/agencyRecords/${place}/fields/${name}`;
      if (!field) faults.push({ at: where, text: `${record} has no such field` });
      else if (!fits(() => encode(layout, { [name]: value })))
        faults.push({ at: where, text: `is not ${expectedIn(field)} of at most ${field.width}` });
    }
    if (faults.length > before) return { record, recordIndex: null, fields };
    const { values } = decode(layout, encode(layout, fields));
    return {
      record,
      recordIndex: null,
      fields: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
    };
  });
  if (faults.length > 0)
    throw new Problem('not-valid', 'Some data of agencies cannot be read.', faults.slice(0, FAULTS_TOLD));
  return { agencyRecords };
};

const fits = (write: () => string): boolean => {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** Whether data of agencies can be read: said before anything is kept. @throws Problem `not-valid` */
export const checkAgencyData = (
  lines: readonly { readonly tariffs: readonly { readonly agencyRecords?: AgencyRecords }[] }[] = [],
): void => {
  lines.forEach(({ tariffs }, l) =>
    tariffs.forEach(({ agencyRecords }, t) => agencyRecordsOf(agencyRecords, `/lines/${l}/tariffs/${t}`)),
  );
};
