import fc from 'fast-check';
import { encode } from './codec';
import { groupCargoRelease, groupEntrySummary } from './grouping';
import { SE15 } from './layouts/cargo-release';
import { batchOf, cargoRelease, entrySummary } from './filings.fixture';
import { type RecordImage, readTransmission } from './transmission';

const imagesOf = (application: string, records: string[]): readonly RecordImage[] =>
  [...readTransmission(batchOf(application, records).join('')).batches[0]!.transactions()][0]!.records;

describe('A cargo release in groups', () => {
  const release = groupCargoRelease(imagesOf('SE', cargoRelease()))!;

  it('keeps header, bills, parties, lines and tariffs together, each with its place', () => {
    expect(release.header.values.entryNumber).toBe('00417721');
    expect(release.contact!.values.contactName).toBe('RUTH ABARA');
    expect(
      release.bills.map(({ bills, conveyances, equipment }) => [
        bills.map(({ recordIndex }) => recordIndex),
        conveyances.length,
        equipment.length,
      ]),
    ).toEqual([
      [[3, 4], 1, 1],
      [[7], 0, 0],
    ]);
    expect(release.parties.map(({ party, area }) => [party.values.entityCode, area?.values.cityName])).toEqual([
      ['SE', 'LAGOS'],
      ['CN', undefined],
    ]);
    expect(
      release.lines.map(({ item, zone, tariffs }) => [
        item.recordIndex,
        zone?.values.zoneStatusCode,
        tariffs[0]!.tariff.values.htsNumber,
      ]),
    ).toEqual([
      [13, undefined, '4202923131'],
      [18, 'P', '8302500000'],
    ]);
    expect(release.lines[0]!.parties[0]!.addresses[0]!.recordIndex).toBe(15);
    expect(release.lines[1]!.tariffs[0]!.privilegedForeign!.values.currentHtsNumber).toBe('8302500000');
    expect(release.unplaced).toEqual([]);
  });

  it.each([
    ['I M H R', [3, 1]],
    ['M H M H', [2, 2]],
    ['R R', [1, 1]],
    ['I R I R', [2, 2]],
    ['M H H', [2, 1]],
    ['T I', [1, 1]],
  ])('takes bills %s as groups of %j', (types, sizes) => {
    const [header, , contact] = cargoRelease();
    const bills = types
      .split(' ')
      .map((billTypeIndicator) => encode(SE15, { billTypeIndicator, billNumber: 'B1', nonAmsIndicator: 'N' }));
    const grouped = groupCargoRelease(imagesOf('SE', [header!, contact!, ...bills]))!;
    expect(grouped.bills.map(({ bills: group }) => group.length)).toEqual(sizes);
  });
});

describe('An entry summary in groups', () => {
  const summary = groupEntrySummary(imagesOf('AE', entrySummary()))!;

  it('keeps manifests, bonds, lines, tariffs, fees and totals together, each with its place', () => {
    expect(summary.manifests[0]!.bills.map(({ values }) => values.manifestComponentIdentifier)).toEqual([
      '7714402210',
      'HOU55019',
    ]);
    expect(summary.bonds[0]!.values.suretyCompanyCode).toBe('036');
    const [line] = summary.lines;
    expect(line!.invoices[0]!.descriptions[0]!.values.commercialDescriptionText).toBe('COTTON TOTE BAGS');
    expect(line!.descriptions).toEqual([]);
    expect(line!.tariffs.map(({ tariff }) => [tariff.recordIndex, tariff.values.htsNumber])).toEqual([
      [13, '4202923131'],
      [14, '99030133'],
    ]);
    expect(line!.fees.map(({ values }) => values.accountingClassCode)).toEqual(['499', '501']);
    expect(summary.totals!.values.grandTotalUserFeeAmount).toBe('00000016970');
    expect(summary.unplaced).toEqual([]);
  });
});

describe('Grouping', () => {
  it('gives null for records that begin no such transaction', () => {
    expect(groupCargoRelease(imagesOf('AE', entrySummary()))).toBeNull();
    expect(groupEntrySummary([])).toBeNull();
  });

  it('loses no record and never throws, whatever the order', () => {
    const records = imagesOf('SE', cargoRelease());
    fc.assert(
      fc.property(fc.shuffledSubarray(records.slice(1) as RecordImage[]), (shuffled) => {
        const grouped = groupCargoRelease([records[0]!, ...shuffled])!;
        const placed = new Set(
          (JSON.stringify(grouped).match(/"recordIndex":\d+/g) ?? []).map((text) => Number(text.slice(14))),
        );
        expect(placed.size + grouped.unplaced.length).toBe(shuffled.length + 1);
      }),
    );
  });
});
