import { releaseBonds, summaryBonds } from './bonds.rules';

const reference = (qualifier: string, value: string) => ({ qualifier, value, recordIndex: null });

test('a single transaction bond of a release has the surety of SE20 V1 and the amount of SE20 AMT in cents', () => {
  const references = [reference('V1', '036'), reference('AMT', '25000')];
  expect(releaseBonds({ bondType: '9', references })).toEqual([
    { type: '9', designation: null, surety: '036', amountCents: 2_500_000 },
  ]);
  expect(releaseBonds({ bondType: '9', references: [reference('AMT', 'MUCH')] })).toEqual([
    { type: '9', designation: null, surety: null, amountCents: null },
  ]);
});

test('a continuous bond has no amount of one entry, and a release without a bond type has no bond', () => {
  expect(releaseBonds({ bondType: '8', references: [reference('AMT', '50000')] })).toMatchObject([
    { type: '8', amountCents: null },
  ]);
  expect(releaseBonds({ bondType: null, references: [] })).toEqual([]);
});

test('every bond of a summary is told with its designation, and of a filing that was taken before they were its first', () => {
  const basic = { type: '8', designation: 'B', surety: '001', amountDollars: null };
  const additional = { type: '9', designation: 'A', surety: '036', amountDollars: 12_000 };
  expect(summaryBonds(null, [basic, additional])).toEqual([
    { type: '8', designation: 'B', surety: '001', amountCents: null },
    { type: '9', designation: 'A', surety: '036', amountCents: 1_200_000 },
  ]);
  expect(summaryBonds({ type: '8', surety: '001', recordIndex: 5 })).toEqual([
    { type: '8', designation: null, surety: '001', amountCents: null },
  ]);
  expect(summaryBonds(null)).toEqual([]);
});
