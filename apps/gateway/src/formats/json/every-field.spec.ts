import { agencyDataLayouts, decode, encode, type Layout } from '#catair';
import { CargoReleaseFiled } from '#contracts';
import type { Account } from '../../account/account';
import { sampleOf } from '../../edge/sample-of-schema.fixture';
import { placesOfSe } from '../abi/json-fields';
import { agencyRecordsOf } from './agency-data.body';
import { cargoReleaseBody, cargoReleaseFromJson } from './cargo-release.body';

const account = { filerCodes: ['B76'] } as unknown as Account;
const EXAMPLE = CargoReleaseFiled.example.origin;

/** Paths of all values, lists without places. */
const pathsOf = (value: unknown, path = ''): string[] => {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    pathsOf(inner, Array.isArray(value) ? `${path}[]` : path === '' ? name : `${path}.${name}`),
  );
};

/** Fields of the guide that JSON has no place for, and why. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  'securityFiling.leftEmpty': 'of the bond of a security filing, which comes with the release: nothing may stand there',
  'securityFiling.parties[].leftEmpty': 'country and birth of a person, which the guide wants blank',
};

describe('A cargo release in JSON', () => {
  const body = cargoReleaseBody.read(sampleOf(cargoReleaseBody.schema));
  const { data } = cargoReleaseFromJson(body, account, EXAMPLE);

  test('can give every field of every record of SE and of its security filing, and it comes back where one in CATAIR does', () => {
    expect(CargoReleaseFiled.faultOf(data)).toBeNull();
    const given = new Set(pathsOf(data));
    const places = placesOfSe();
    expect(places.length).toBeGreaterThan(100);
    const missing = places.flatMap(({ record, field, paths }) =>
      paths.some((path) => given.has(path) || path.startsWith('carried')) || paths.every((path) => path in NOT_GIVEN)
        ? []
        : [`${record} ${field}: ${paths.join(', ') || 'nowhere'}`],
    );
    expect(missing).toEqual([]);
    expect(places.filter(({ paths }) => paths.every((path) => path.startsWith('carried')))).toEqual([]);
  });
});

const AGENCY: readonly Layout[] = Object.values(
  agencyDataLayouts as unknown as Readonly<Record<string, Layout>>,
).filter(({ recordId }) => /^(OI|PG\d\d)$/.test(recordId));
const valueIn = ({ fieldClass, width, oneOf }: Layout['fields'][number]): string => {
  if (oneOf) return oneOf[0]!;
  if (fieldClass === 'D') return '112126'.slice(0, width);
  return (fieldClass === 'N' || fieldClass === '(S)N' ? '7' : 'Q').repeat(width);
};

test.each(AGENCY.map((layout) => [layout.recordId, layout] as const))(
  'every field of %s can be given in JSON and comes back as one in CATAIR',
  (record, layout) => {
    const fields = Object.fromEntries(layout.fields.map((field) => [field.name, valueIn(field)]));
    const { agencyRecords } = agencyRecordsOf([{ record, fields }], '');
    const { values, faults } = decode(layout, encode(layout, fields));
    expect(faults).toEqual([]);
    expect(agencyRecords).toEqual([{ record, recordIndex: null, fields: values }]);
    expect(Object.keys(agencyRecords![0]!.fields).sort()).toEqual(layout.fields.map(({ name }) => name).sort());
  },
);

test('the records of agencies are those of the message set', () => {
  const numbers = '01 02 04 05 06 07 08 10 13 14 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 50 51 55 60';
  const ids = AGENCY.map(({ recordId }) => recordId).sort();
  expect(ids).toEqual(['OI', ...numbers.split(' ').map((number) => `PG${number}`)]);
});
