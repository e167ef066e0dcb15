import { correctingFiler, unrecordedPower } from './correction-by-another';

const correction = { indicator: 'Y', accelerated: null, reasons: [], explanation: 'VALUE', recordIndex: 5 };
const filing = (change: object = {}) =>
  ({
    ...{ correction, processingFiler: 'WK1', filerCode: 'B76', accountFilerCodes: ['WK1'] },
    ...{ importerNumber: '12-3456789', ...change },
  }) as never;

describe('A post summary correction by another filer than that of the entry (pp. ESF-185, 186)', () => {
  test('is filed in a block of its own, under a code of its account', () => {
    expect(correctingFiler(filing())).toBe('WK1');
    expect(correctingFiler(filing({ accountFilerCodes: ['XY2'] }))).toBeNull();
    expect(correctingFiler(filing({ processingFiler: null }))).toBeNull();
    // Who files for its own entry needs no block of another.
    expect(correctingFiler(filing({ accountFilerCodes: ['B76', 'WK1'] }))).toBeNull();
  });

  test('is no ordinary filing', () => {
    expect(correctingFiler(filing({ correction: undefined }))).toBeNull();
  });

  test('needs a power of attorney that the importer has recorded', () => {
    expect(unrecordedPower(filing(), new Map())).toMatch(/recorded/);
    expect(unrecordedPower(filing(), new Map([['12-345678900', {}]]))).toBeNull();
    expect(unrecordedPower(filing({ accountFilerCodes: ['B76'] }), new Map())).toBeNull();
  });
});
