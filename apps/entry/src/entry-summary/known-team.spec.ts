import { KnownAuthority } from '../authority/authority.rules';
import { TeamsOfImporters } from '../importer/importer.repository';
import { knownTeam } from './known-team';

const teams = new TeamsOfImporters([
  { importerNumber: '12-345678900', centerId: 'CEE004', teamNumber: '611', from: '2026-01-01', to: null },
]);
const authority = new KnownAuthority(
  [
    { centerId: 'CEE004', orderId: 'o', functionCode: 'entry-summary-review', reach: 'all', from: '2026-03-03' },
    { centerId: 'CEE004', orderId: 'o', functionCode: 'informal-entry-review', reach: 'all', from: '2026-05-05' },
  ],
  new Set(['CEE004']),
  new Map(),
);
const team = (entryType: string, day = '2026-03-03', importerNumber: string | null = '12-3456789') =>
  knownTeam(teams, authority, { entryType, importerNumber }, day)?.teamNumber ?? null;

test('the team of an assigned importer is known without cee, while its Center decides', () => {
  expect([team('01'), team('01', '2026-03-02'), team('01', '2026-03-03', '12-7654321')]).toEqual(['611', null, null]);
});
test('of an entry type that no Center decides on cee is asked, and says so, whoever imports it', () => {
  expect([team('51'), team('61'), team('52')]).toEqual([null, null, '611']);
});
test("informal entries are the Center's from the day on which it has them", () => {
  expect([team('11'), team('11', '2026-05-04'), team('11', '2026-05-05')]).toEqual([null, null, '611']);
});
