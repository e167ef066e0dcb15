import { decode } from './codec';
import { batchFault, blockFault, transactionFault } from './control';
import * as ENVELOPE from './layouts/envelope';
import { rejectBatch } from './reject';
import { renderAx, renderBatch, renderSo, renderSx, renderUc, SUMMARY_DISPOSITIONS } from './respond';
import { batchOf, cargoRelease, entrySummary, overwritten, SENDER } from './filings.fixture';
import { readTransmission } from './transmission';

const read = (lines: readonly string[]) => readTransmission(lines.join('')).batches[0]!;
const records = (text: string): string[] => text.split('\n').slice(0, -1);
const trimmed = (text: string): string[] => records(text).map((line) => line.trimEnd());
const RULER_80 = /^[\x20-\x60\x7b-\x7e]{80}$/;

describe('A refused batch', () => {
  const header = `A5301QZ7      031426${' '.repeat(39)}Batch 0001 / night`;
  const generated = (letter: string): string => letter.padEnd(79) + letter;

  it('at batch level returns A without password and application, generated controls and no X0 (p. B&B-34)', () => {
    const batch = read(
      batchOf('SE', cargoRelease()).map((line, at) => (at === 0 ? overwritten(line, 26, 'EI') : line)),
    );
    expect(trimmed(rejectBatch(batch.envelope, batch.faults))).toEqual([
      header,
      generated('B'),
      'X1 FX12   NOT A KNOWN ACE APPLICATION ID CODE',
      'X1RF999   BATCH REJECTED',
      `Y           00002${' '.repeat(62)}Y`,
      generated('Z'),
    ]);
  });

  it('at block level names each faulty block once (p. B&B-35)', () => {
    const lines = batchOf('SE', cargoRelease(), cargoRelease('00417739'));
    lines[1] = overwritten(lines[1]!, 47, '5501QZ7  1');
    const second = lines.lastIndexOf(lines.findLast((line) => line.startsWith('B '))!);
    lines[second] = overwritten(lines[second]!, 11, 'EI');
    const batch = read(lines);
    const authorisation = blockFault('X18', batch.blocks[0]!);
    expect(trimmed(rejectBatch(batch.envelope, [authorisation, ...batch.faults]))).toEqual([
      header,
      generated('B'),
      'X0 BLOCK  000001 REF ID: 5301 QZ7    SE desk 4                5501QZ7  1',
      'X1 FX18   PROC PORT/FLR NOT AUTHRZD FOR SENDR/RCVR',
      'X0 BLOCK  000002 REF ID: 5301 QZ7    EI desk 4',
      'X1 FX12   NOT A KNOWN ACE APPLICATION ID CODE',
      'X1 FX19   BLOCK APP ID / BATCH APP ID CONFLICT',
      'X1 FX32   Y-REC DOES NOT MATCH B-REC',
      'X1RF999   BATCH REJECTED',
      `Y           00007${' '.repeat(62)}Y`,
      generated('Z'),
    ]);
  });

  it('at transaction level names block, transaction, record and column (p. B&B-36)', () => {
    const lines = batchOf('SE', [...cargoRelease(), ...cargoRelease('00417739')]);
    lines[4] = overwritten(lines[4]!, 3, '99');
    lines[24] = overwritten(lines[24]!, 9, '!');
    const batch = read(lines);
    expect(trimmed(rejectBatch(batch.envelope, batch.faults))).toEqual([
      header,
      generated('B'),
      'X0 BLOCK  000001 REF ID: 5301 QZ7    SE desk 4',
      'X0 TRNACT 000001 REF ID: 0000005 00',
      'X1 FX34   UNKNOWN RECORD ID FOUND IN GROUPING',
      'X0 TRNACT 000002 REF ID: 0000025 09',
      'X1 FX39   DATA FOUND IN FILLER',
      'X1RF999   BATCH REJECTED',
      `Y           00006${' '.repeat(62)}Y`,
      generated('Z'),
    ]);
  });

  it('tells that an application is not available', () => {
    const { envelope } = read(batchOf('AE', entrySummary()));
    expect(trimmed(rejectBatch(envelope, [batchFault('X13')]))[2]).toBe(
      'X1 FX13   APPLICATION NOT CURRENTLY AVAILABLE',
    );
  });

  it('shows positions that outgrow their columns as nines', () => {
    const { envelope, blocks } = read(batchOf('SE', cargoRelease()));
    const place = { position: 1_000_000, recordPosition: 12_345_678, column: 0 };
    const fault = transactionFault('X35', blocks[0]!, place, 'SE15', 'SE15 may not stand after SE30');
    expect(trimmed(rejectBatch(envelope, [fault]))[3]).toBe('X0 TRNACT 999999 REF ID: 9999999 00');
  });

  it('without an A record is answered with a blank one', () => {
    expect(trimmed(rejectBatch(null, [batchFault('PX2')]))[0]).toBe('A');
  });

  it('holds 80 printable characters in every record, whatever the sender wrote', () => {
    const lines = batchOf('SE', cargoRelease());
    lines[0] = overwritten(lines[0]!, 62, '\u0000\u0007\u007f');
    const batch = read(lines);
    for (const line of records(rejectBatch(batch.envelope, batch.faults))) expect(line).toMatch(/^[\x20-\x7e]{80}$/);
  });
});

describe('An accepted batch', () => {
  const lines = batchOf('SE', cargoRelease(), cargoRelease('00417739'));
  const batch = read(lines);
  const transactions = [...batch.transactions()];

  it("comes back in its own envelope with the answer's application and counts (p. B&B-37)", () => {
    const text = renderBatch({
      envelope: batch.envelope!,
      applicationId: 'SX',
      blocks: batch.blocks.map(({ header }) => ({ header, records: ['SE90'.padEnd(80)] })),
    });
    expect(trimmed(text)).toEqual([
      `A5301QZ7      031426     SX${' '.repeat(32)}Batch 0001 / night`,
      `B  5301QZ7SX${' '.repeat(47)}desk 4`,
      'SE90',
      'Y  5301QZ7SX00001',
      `B  5301QZ7SX${' '.repeat(47)}desk 4`,
      'SE90',
      'Y  5301QZ7SX00001',
      'Z5301QZ7      031426',
    ]);
  });

  it('can be sent without line ends, as the guide wants it on the wire', () => {
    const text = renderBatch(
      { envelope: SENDER, applicationId: 'UC', blocks: [{ header: {}, records: [] }] },
      { lineEnd: '' },
    );
    expect(text).toHaveLength(4 * 80);
    expect(text).not.toMatch(/[\r\n]/);
  });

  it('goes on in a further block when Y can count no further', () => {
    const answers = Array.from({ length: 100_001 }, () => 'SE90'.padEnd(80));
    const text = records(
      renderBatch({
        envelope: SENDER,
        applicationId: 'SX',
        blocks: [{ header: batch.blocks[0]!.header, records: answers }],
      }),
    );
    const counts = text
      .filter((line) => line.startsWith('Y'))
      .map((line) => decode(ENVELOPE.Y_OUTPUT, line).values.imageCount);
    expect(counts).toEqual(['99999', '00002']);
  });

  it('of cargo release returns SE10, SE11, SE15 and the disposition', () => {
    const ids = renderSx(transactions[0]!, [], { messageType: '02' }).map((line) => line.trimEnd());
    expect(ids.map((line) => line.slice(0, 4))).toEqual(['SE10', 'SE11', 'SE15', 'SE15', 'SE15', 'SE90']);
    expect(ids.at(-1)).toBe('SE9002   TRANSACTION ACCEPTED');
  });

  it('of cargo release returns each record in error behind the heads of its group, with at most nine SE90', () => {
    const at = (recordId: string): number =>
      transactions[0]!.records.findIndex((record) => record.recordId === recordId);
    const narrative = 'ADDRESS NOT KNOWN';
    const conditions = [
      ...Array.from({ length: 12 }, () => ({
        recordIndex: at('SE55'),
        messageType: '11' as const,
        code: '124',
        narrative,
      })),
      { recordIndex: null, messageType: '13' as const, code: '301', narrative: 'Check the "value"' },
    ];
    const answer = renderSx(transactions[0]!, conditions, { messageType: '01' });
    answer.forEach((line) => expect(line).toMatch(RULER_80));
    expect(answer.map((line) => line.slice(0, 9).trimEnd()).filter((line) => !/^SE1[15]/.test(line))).toEqual([
      'SE10AQZ7',
      'SE9013301',
      'SE40001NG',
      'SE50MF AD',
      'SE55153 M',
      ...Array.from({ length: 9 }, () => 'SE9011124'),
      'SE9001',
    ]);
  });

  it.each(['SE16', 'SE17', 'SE20', 'SE35', 'SE36', 'SE40', 'SE56', 'SE60', 'SE61'])(
    'of cargo release returns %s itself, and its SE90 directly behind it (pp. SE-18, SE-26)',
    (recordId) => {
      const { records: sent } = transactions[0]!;
      const { index, image } = sent.find((record) => record.recordId === recordId)!;
      const condition = { recordIndex: index, messageType: '11' as const, code: 'P01', narrative: 'WRONG' };
      const answer = renderSx({ records: sent }, [condition], { messageType: '01' });
      expect(answer[answer.indexOf(image) + 1]!.trimEnd()).toBe('SE9011P01WRONG');
    },
  );

  it('of entry summaries tells the reference of each grouping and ends with the disposition', () => {
    const answer = renderAx({
      entryFilerCode: 'QZ7',
      entryNumber: '00417721',
      brokerReferenceNumber: 'PO-88121',
      position: 3,
      teamNumber: 'C07',
      groups: [
        { referenceType: 'LINITM', occurrence: 1, values: { lineItemIdentifier: '001' }, conditions: [] },
        {
          referenceType: 'TARIFF',
          occurrence: 2,
          values: { htsNumber: '99030133', dutyAmount: '0' },
          conditions: [{ severity: 'F', code: '408', narrative: 'Country of origin unknown' }],
        },
      ],
      final: { ...SUMMARY_DISPOSITIONS.rejected, severity: 'F' },
    });
    expect(answer.map((line) => line.trimEnd())).toEqual([
      'E0 SUMMRY 000003 REF ID: QZ7 00417721 PO-88121     C07',
      'E0 LINITM 000001 REF ID: 001',
      'E0 TARIFF 000002 REF ID: 99030133',
      'E1 F408   COUNTRY OF ORIGIN UNKNOWN               QZ7  00417721     PO-88121',
      'E1RF999   TRANSACTION DATA REJECTED               QZ7  00417721     PO-88121',
    ]);
  });

  it('of entry summaries carries the version of an accepted one and the failure of the platform', () => {
    const identity = {
      entryFilerCode: 'QZ7',
      entryNumber: '00417721',
      brokerReferenceNumber: '',
      position: 1,
      teamNumber: '',
      groups: [],
    };
    const added = renderAx({
      ...identity,
      final: { ...SUMMARY_DISPOSITIONS.added, severity: '' },
      versionNumber: '00100',
    });
    expect(added[1]!.trimEnd()).toBe('E1A 995   SUMMARY HAS BEEN ADDED                  QZ7  0041772100100');
    const failed = renderAx({ ...identity, final: { ...SUMMARY_DISPOSITIONS.failed, severity: 'F' } });
    expect(failed[1]!.trimEnd()).toBe('E1RFZZZ   ** ACE SYSTEM FAILURE **                QZ7  00417721');
  });
});

describe('Notifications', () => {
  it('of cargo release status follow the order of the SO map', () => {
    const answer = renderSo({
      entry: {
        portOfEntry: '5301',
        entryFilerCode: 'QZ7',
        entryNumber: '00417721',
        entryTypeCode: '01',
        importerOfRecordNumber: '98-7654321AB',
        vesselName: 'M/V Northern Lark',
      },
      references: [{ referenceQualifier: 'CR', referenceIdentifier: 'PO-88121' }],
      bills: [
        {
          bills: [{ billTypeIndicator: 'M', billIssuerCode: 'OOLU', billNumber: '7714402210' }],
          inBonds: [
            {
              inBondNumber: '612345675',
              inBondEntryType: '61',
              portOfDeparture: '2704',
              portOfArrival: '5301',
              createDate: '031426',
            },
          ],
          disposition: {
            dispositionDate: '031426',
            dispositionTime: '0915',
            dispositionCode: '93',
            narrative: 'Bill on file',
            splitIndicator: 'N',
          },
        },
      ],
      dispositions: [
        {
          dispositionDate: '032026',
          dispositionTime: '1402',
          dispositionCode: '98',
          narrative: 'RELEASED',
          releaseDate: '032026',
          releaseOriginCode: '01',
        },
      ],
      agencies: [{ status: { agencyCode: 'FDA', groupVersion: '04' }, comments: ['Label not shown'] }],
    });
    answer.forEach((line) => expect(line).toMatch(RULER_80));
    expect(answer.map((line) => line.trimEnd())).toEqual([
      'SO105301QZ7  00417721 0198-7654321AB    M V NORTHERN LARK',
      'SO20CR PO-88121',
      'SO40MOOLU7714402210',
      'SO42612345675   6127045301031426',
      'SO50031426091593BILL ON FILE                            N',
      'SO60032026140298RELEASED                                03202601',
      `SO70FDA${' '.repeat(71)}04`,
      'SO72LABEL NOT SHOWN',
    ]);
  });

  it('of entry summary status carry the officer and at most seven remarks of 78 characters', () => {
    const answer = renderUc({
      status: {
        dispositionTypeCode: '3',
        sourceCode: '1',
        teamNumber: 'C07',
        reasonCode: '016',
        dispositionDate: '032026',
        entryFilerCode: 'QZ7',
        entryNumber: '00417721',
      },
      contact: { userName: 'I. OKAFOR', phone: '7135550177' },
      remarks: 'Send the invoice. '.repeat(60),
    });
    expect(answer[0]!.trimEnd()).toBe('E131C07016032026                                  QZ7  00417721');
    expect(answer.map((line) => line.slice(0, 2))).toEqual(['E1', 'E2', ...Array.from({ length: 7 }, () => 'E3')]);
    answer.forEach((line) => expect(line).toMatch(RULER_80));
  });
});
