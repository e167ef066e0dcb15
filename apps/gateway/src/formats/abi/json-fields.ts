import {
  cargoReleaseLayouts,
  encode,
  groupCargoRelease,
  type Layout,
  releaseStatusLayouts,
  securityFilingLayouts,
} from '#catair';
import type { Account } from '../../account/account';
import { cargoReleaseOf } from './cargo-release.mapping';

/** Where JSON shows each field of the guide: the tables of the partner document, found by mapping a record with that field and without it. */

const SE = cargoReleaseLayouts;
const SF = securityFilingLayouts;
/** Every record of SE, and of a security filing that comes with it, in the order of the guide, with how deep it stands. */
const SE_RECORDS: readonly Layout[] = [
  ...[SE.SE10, SE.SE11, SE.SE13, SE.SE15, SE.SE16, SE.SE17, SE.SE20, SE.SE30, SE.SE31, SE.SE35, SE.SE36],
  ...[SE.SE40, SE.SE41, SE.SE50, SE.SE51, SE.SE55, SE.SE56, SE.SE60, SE.SE61],
  ...[SF.SF10, SF.SF20, SF.SF25, SF.SF30, SF.SF31, SF.SF35, SF.SF36],
];

type Values = Readonly<Record<string, string>>;

const sampleOf = ({ fieldClass, width, oneOf }: Layout['fields'][number]): string => {
  if (oneOf) return oneOf[0]!;
  if (fieldClass === 'D') return '112126';
  return (fieldClass === 'N' || fieldClass === '(S)N' ? '7' : 'Q').repeat(Math.min(width, 9));
};

/** What a release is in JSON that has every record, blank but for one field. */
const mapped = (recordId: string | null, values: Values): unknown => {
  const records = SE_RECORDS.map((layout, index) => ({
    ...{ recordId: layout.recordId, index, level: 0 },
    image: encode(layout, layout.recordId === recordId ? values : {}),
  }));
  const account = { filerCodes: [] } as unknown as Account;
  const { origin: _, ...filed } = cargoReleaseOf(groupCargoRelease(records)!, account, {} as never, null);
  return { ...filed, reading: [] };
};

/** Paths at which the second has something that the first has not. */
const newIn = (before: unknown, after: unknown, path = ''): string[] => {
  if (Object.is(before, after) || after === null || after === undefined) return [];
  if (typeof after !== 'object') return [path];
  const old = (typeof before === 'object' && before !== null ? before : {}) as Record<string, unknown>;
  return Object.entries(after).flatMap(([name, value]) =>
    newIn(old[name], value, Array.isArray(after) ? `${path}[]` : path === '' ? name : `${path}.${name}`),
  );
};

export interface FieldPlace {
  readonly record: string;
  readonly field: string;
  /** In `filed` of an entry that is looked up; empty where it stands nowhere. */
  readonly paths: readonly string[];
}

export const placesOfSe = (): FieldPlace[] =>
  SE_RECORDS.flatMap((layout) =>
    layout.fields.map((field) => {
      const paths = newIn(mapped(null, {}), mapped(layout.recordId, { [field.name]: sampleOf(field) }));
      const shown = paths.filter((path) => !/\.?(recordIndex|record)$/.test(path));
      return { record: layout.recordId, field: field.name, paths: [...new Set(shown)] };
    }),
  );

/** Where each record of SO stands in `so` of a notification. */
export const SO_PLACES: Readonly<Record<string, string>> = {
  SO10: 'so.entry',
  SO20: 'so.references[]',
  SO30: 'so.lines[]',
  SO40: 'so.bills[].bills[]',
  SO42: 'so.bills[].inBonds[]',
  SO50: 'so.bills[].disposition',
  SO60: 'so.dispositions[]',
  SO70: 'so.agencies[].status',
  SO71: 'so.agencies[].references[]',
  SO72: 'so.agencies[]',
};

/** Fields of SO that stay blank here, and why. */
export const SO_BLANK: Readonly<Record<string, string>> = {
  'SO10 correctionResponseIndicator': 'no agency asks for corrections here',
  'SO42 inBondQuantity': "a movement is of the whole bill: the carrier's message has no quantity of it",
  'SO70 entryLineStatusCode': 'for future use in the guide',
};

const layoutOf = (recordId: string): Layout => (releaseStatusLayouts as Readonly<Record<string, Layout>>)[recordId]!;
export const fieldsOfSo = (): { record: string; field: string }[] =>
  Object.keys(SO_PLACES).flatMap((record) => layoutOf(record).fields.map(({ name }) => ({ record, field: name })));

/** The tables for the partner document. */
export const jsonFieldTables = (): Readonly<Record<'json fields SE' | 'json fields SO', string>> => ({
  'json fields SE': [
    '| record | field of the guide | in `filed` |',
    '|---|---|---|',
    ...placesOfSe().map(
      ({ record, field, paths }) => `| ${record} | ${field} | ${paths.map((path) => `\`${path}\``).join(', ')} |`,
    ),
  ].join('\n'),
  'json fields SO': [
    '| record | field of the guide | in the notification |',
    '|---|---|---|',
    ...fieldsOfSo().map(({ record, field }) => {
      const blank = SO_BLANK[`${record} ${field}`];
      return `| ${record} | ${field} | \`${SO_PLACES[record]}.${field}\`${blank ? `, never here: ${blank}` : ''} |`;
    }),
  ].join('\n'),
});
