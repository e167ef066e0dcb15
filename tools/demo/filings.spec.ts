import { readTransmission } from '#catair';
import { parseEntryNumber } from '#kernel';
import { readInterchangeText, readManifest309 } from '../../libs/x12/src/x12.fixture';
import { batch, cargoRelease, entrySummary, manifest309, voyageOf } from './filings';

const VOYAGE = voyageOf(4711, 'MAEU', 'B76', 21);
const SENDER = { site: '2704', id: 'B76', password: 'S3CRET' };
const IMPORTER = '12-3456789';

describe('The filings of the demo', () => {
  it('are 21 bills and 21 entries, each with a number of its own and the right check digit', () => {
    expect(new Set(VOYAGE.shipments.map(({ billKey }) => billKey)).size).toBe(21);
    expect(new Set(VOYAGE.shipments.map(({ entryNumber }) => entryNumber)).size).toBe(21);
    for (const { reference } of VOYAGE.shipments) expect(parseEntryNumber(reference).ok).toBe(true);
  });

  it('use other numbers in the next run', () => {
    const next = voyageOf(4712, 'MAEU', 'B76', 21);
    expect(next.voyage).not.toBe(VOYAGE.voyage);
    const before = new Set(VOYAGE.shipments.flatMap(({ billKey, entryNumber }) => [billKey, entryNumber]));
    for (const { billKey, entryNumber } of next.shipments)
      expect(before.has(billKey) || before.has(entryNumber)).toBe(false);
  });

  it('are read by CATAIR without a fault', () => {
    for (const [application, transactions] of [
      ['SE', VOYAGE.shipments.map((ship) => cargoRelease(ship, IMPORTER, VOYAGE.voyage))],
      ['AE', VOYAGE.shipments.map((ship) => entrySummary(ship, IMPORTER, VOYAGE))],
    ] as const) {
      const { batches } = readTransmission(batch(application, SENDER, 'B76', transactions));
      expect(batches).toHaveLength(1);
      expect(batches[0]!.faults).toEqual([]);
      expect([...batches[0]!.transactions()]).toHaveLength(21);
    }
  });

  it('are an X12 manifest of 21 bills, read without a fault', () => {
    const { report, sets } = readInterchangeText(manifest309(VOYAGE, 41));
    expect(report.faults).toEqual([]);
    const { manifest, faults } = readManifest309(sets[0]!.segments);
    expect(faults).toEqual([]);
    expect(manifest.ports.flatMap(({ bills }) => bills.map((b) => b.issuerScac + b.billNumber))).toEqual(
      VOYAGE.shipments.map((s) => s.billKey),
    );
  });
});
