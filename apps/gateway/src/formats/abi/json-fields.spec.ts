import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseStatusChanged } from '#contracts';
import type { Account } from '../../account/account';
import { releaseStatusNotice } from './release-status-notice';
import { fieldsOfSo, placesOfSe, SO_BLANK, SO_PLACES } from './json-fields';
import { guideNamed } from '../release-status';

test('every field of every record of SE is shown in JSON, those that no rule reads by the name of the guide', () => {
  const places = placesOfSe();
  expect(places.filter(({ paths }) => paths.length === 0)).toEqual([]);
  for (const { field, paths } of places)
    for (const path of paths.filter((one) => one.startsWith('carried'))) expect(path).toBe(`carried[].fields.${field}`);
});

/** Everything that is under a path, lists joined. */
const under = (value: unknown, [name, ...rest]: readonly string[]): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((one) => under(one, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return value === undefined ? [] : [value];
  return typeof value === 'object' && value !== null ? under((value as Record<string, unknown>)[name], rest) : [];
};

const full: ReleaseStatusChanged = {
  ...ReleaseStatusChanged.example,
  splitShipment: '1',
  bills: ReleaseStatusChanged.example.bills.map((bill) => ({
    ...bill,
    inBond: { ...bill.inBond!, arrivedOn: '2026-11-24' },
  })),
  dispositions: ReleaseStatusChanged.example.dispositions.map((one) => ({ ...one, documentType: 'LACEY' })),
  agencies: ReleaseStatusChanged.example.agencies!.map((agency) => ({
    ...agency,
    ...{ reasonCode: '01', to: { line: 2, tariff: 1, pgaLine: 3 }, documentType: '00920', holdType: '2' },
    references: [
      { ...agency.references[0]!, reasonCodes: ['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08', 'A09', 'A10'] },
      { qualifier: 'RN', number: '123456789012345678', receivedAt: null, reasonCodes: [] },
    ],
    comments: ['MORE IS WANTED'],
  })),
};

test('every field of every record of SO is shown in JSON by the name of the guide; what stays blank is named with its reason', () => {
  const so = { so: guideNamed(full) };
  const missing = fieldsOfSo().filter(
    ({ record, field }) => under(so, `${SO_PLACES[record]}.${field}`.replaceAll('[]', '').split('.')).length === 0,
  );
  expect(missing.map(({ record, field }) => `${record} ${field}`)).toEqual(Object.keys(SO_BLANK));
});

describe('the samples of a notification', () => {
  const sample = (name: string): string =>
    readFileSync(join(__dirname, '../../../../../docs/partners/notifications', name), 'utf8');
  const account = { abi: { site: '2704', id: 'B76' } } as Account;

  test('are what a filer of CATAIR gets', () => {
    expect(releaseStatusNotice(full, account).body).toBe(sample('release.abi'));
  });

  test('are what a filer of JSON gets', () => {
    expect({ ...full, so: guideNamed(full) }).toEqual(JSON.parse(sample('release.json')));
  });
});
