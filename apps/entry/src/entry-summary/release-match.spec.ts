import type { ReleaseOnFile } from '../summary-on-file/summary.model';
import { judgeAgainstRelease } from './release-match.rules';
import { withdrawal } from './rule-book.fixture';
import { type DraftSummary, IMPORTER, informal, worked } from './summary.fixture';

const release = (change: Partial<ReleaseOnFile> = {}): ReleaseOnFile => ({
  ...{ portOfEntry: '2704', importerNumber: IMPORTER, releaseDate: null },
  ...change,
});
const found = (summary: DraftSummary, change: Partial<ReleaseOnFile> = {}): string[] =>
  judgeAgainstRelease(summary, release(change)).map(({ code }) => code);
const delivered = { immediateDelivery: true };

test('a summary that agrees with its release meets nothing, and neither does one without', () => {
  expect(found(worked())).toEqual([]);
  expect(found(worked(), delivered)).toEqual([]);
  expect(judgeAgainstRelease(worked(), undefined)).toEqual([]);
});

test('B22 when the release is for another port, W01 when it names another importer', () => {
  expect(found(worked(), { portOfEntry: '2709' })).toEqual(['B22']);
  expect(found(worked(), { importerNumber: '98-765432100' })).toEqual(['W01']);
});

test('B67 when goods of a warehouse have a release under the number of their withdrawal', () => {
  expect(found(withdrawal())).toEqual(['B67']);
});

test('B76 when shipments of an express carrier have a release', () => {
  const express = { ...informal(), indicators: { consolidatedExpressInformalIndicator: 'Y' } };
  expect(found(express)).toEqual(['B76']);
});

test('339 when a release is asked for goods that were delivered at once, 340 when these are for a warehouse', () => {
  const certified = { ...worked(), indicators: { cargoReleaseCertificationRequest: 'A' } };
  expect([found(certified, delivered), found(certified)]).toEqual([['339'], []]);
  const warehouse = { ...worked(), entryType: '21' };
  expect([found(warehouse, delivered), found(warehouse)]).toEqual([['340'], []]);
});
