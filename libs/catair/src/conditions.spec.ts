import { CONTROL_CONDITIONS, type ControlCode } from './conditions';
import { batchFault, blockFault } from './control';
import { encode } from './codec';
import * as SE from './layouts/cargo-release';
import { rejectBatch } from './reject';
import { batchOf, cargoRelease, entrySummary, overwritten } from './filings.fixture';
import { readTransmission } from './transmission';

const se = (): string[] => batchOf('SE', cargoRelease());
const ae = (): string[] => batchOf('AE', entrySummary());
const changed = (lines: string[], at: number, from: number, text: string): string[] =>
  lines.map((line, index) => (index === (at < 0 ? lines.length + at : at) ? overwritten(line, from, text) : line));
const without = (lines: string[], recordId: string): string[] => lines.filter((line) => !line.startsWith(recordId));
const preparer = (text: string): string[] => changed(se(), 1, 47, text);
const repeated = (lines: string[], recordId: string, times: number): string[] =>
  lines.flatMap((line) => (line.startsWith(recordId) ? Array.from({ length: times }, () => line) : [line]));
const recordAt = (lines: string[], recordId: string): number => lines.findIndex((line) => line.startsWith(recordId));

/** For each condition that shows in the text alone: a batch that has it, and the place the fault must name. */
const FIXTURES: [ControlCode, string, string[], object][] = [
  ['PX2', 'the A record is missing', se().slice(1), { level: 'batch', recordId: 'A' }],
  ['X03', 'the B record is missing', without(se(), 'B '), { level: 'batch' }],
  ['X03', 'the batch holds no block', batchOf('SE'), { level: 'batch' }],
  ['X04', 'a block holds no transaction', batchOf('SE', []), { level: 'block', block: { position: 1 } }],
  ['X05', 'the Y record is missing', without(se(), 'Y'), { level: 'batch' }],
  ['X06', 'the Z record is missing', without(se(), 'Z'), { level: 'batch' }],
  ['X07', 'the site code is blank', changed(changed(se(), 0, 2, '    '), -1, 2, '    '), { level: 'batch' }],
  ['X08', 'the sender code is blank', changed(changed(se(), 0, 6, '   '), -1, 6, '   '), { level: 'batch' }],
  [
    'X10',
    'the transmission date is no date',
    changed(changed(se(), 0, 15, '023026'), -1, 15, '023026'),
    { level: 'batch' },
  ],
  ['X11', 'the application is blank', changed(se(), 0, 26, '  '), { level: 'batch' }],
  ['X12', 'the application is not one of ABI', changed(se(), 0, 26, 'EI'), { level: 'batch' }],
  ['PX1', 'the application does not exist here', changed(se(), 0, 26, 'NE'), { level: 'batch' }],
  ['X14', 'Z names another sender', changed(se(), -1, 6, 'QZ8'), { level: 'batch' }],
  ['X15', 'the processing port is blank', changed(changed(se(), 1, 4, '    '), -2, 4, '    '), { level: 'block' }],
  ['X16', 'the processing filer is blank', changed(changed(se(), 1, 8, '   '), -2, 8, '   '), { level: 'block' }],
  ['X19', 'the block is of another application', changed(changed(se(), 1, 11, 'AE'), -2, 11, 'AE'), { level: 'block' }],
  ['X21', 'the preparer indicator is neither 1 nor blank', preparer('5501QZ7  2'), { level: 'block' }],
  ['X22', 'preparer codes come without indicator', preparer('5501QZ7   '), { level: 'block' }],
  ['X24', 'the preparer port is blank', preparer('    QZ7  1'), { level: 'block' }],
  ['X25', 'the preparer filer is blank', preparer('5501     1'), { level: 'block' }],
  ['X26', 'preparer and processing filer differ', preparer('5501QZ8  1'), { level: 'block' }],
  ['X32', 'Y names another port', changed(se(), -2, 4, '5501'), { level: 'block', block: { position: 1 } }],
  [
    'X33',
    'a cargo release does not begin with SE10',
    without(se(), 'SE10'),
    { recordId: 'SE11', transaction: { position: 1, recordPosition: 3, column: 0 } },
  ],
  [
    'X33',
    'a record other than 10 follows the totals',
    [...ae().slice(0, -2), ae()[3]!, ...ae().slice(-2)],
    { recordId: '11', transaction: { position: 2, recordPosition: 22, column: 0 } },
  ],
  [
    'X34',
    'a record is not of the application',
    changed(se(), 5, 1, 'SE14'),
    { recordId: 'SE14', transaction: { position: 1, recordPosition: 6, column: 0 } },
  ],
  [
    'X35',
    'a record stands out of order',
    [...se().slice(0, 3), se()[4]!, se()[3]!, ...se().slice(5)],
    { recordId: 'SE11', transaction: { position: 1, recordPosition: 5, column: 0 } },
  ],
  [
    'X36',
    'a record comes too often',
    repeated(se(), 'SE20', 100),
    { recordId: 'SE20', transaction: { position: 1, recordPosition: 110, column: 0 } },
  ],
  [
    'X36',
    'a block holds more than 999 cargo releases',
    batchOf('SE', Array.from({ length: 1000 }, () => cargoRelease()).flat()),
    { transaction: { position: 1000, recordPosition: 21_981, column: 0 } },
  ],
  [
    'X37',
    'a mandatory record is missing',
    without(se(), 'SE13'),
    { recordId: 'SE13', transaction: { position: 1, recordPosition: 3, column: 0 } },
  ],
  [
    'X37',
    'a line has no tariff number',
    without(se(), 'SE60').filter((line) => !line.startsWith('SE61')),
    { recordId: 'SE60', transaction: { position: 1, recordPosition: 16, column: 0 } },
  ],
  [
    'X38',
    'an item is filled after a blank one',
    changed(ae(), recordAt(ae(), '35'), 3, '   '),
    { recordId: '35', transaction: { position: 1, recordPosition: 11, column: 6 } },
  ],
  [
    'X39',
    'a filler of a transaction holds data',
    changed(se(), 2, 9, '!'),
    { recordId: 'SE10', transaction: { position: 1, recordPosition: 3, column: 9 } },
  ],
  ['X39', 'a filler of A holds data', changed(se(), 0, 28, '!'), { level: 'batch', recordId: 'A' }],
  ['X39', 'a filler of B holds data', changed(se(), 1, 13, '!'), { level: 'block', recordId: 'B' }],
  [
    'X40',
    'a transaction holds a low value',
    changed(se(), 2, 30, '\u0000'),
    { recordId: 'SE10', transaction: { position: 1, recordPosition: 3, column: 30 } },
  ],
  [
    'X41',
    'a batch asks in two blocks',
    batchOf('CQ', ['WR1                            MAEU260000101'.padEnd(80)], ['WR1'.padEnd(80)]),
    { level: 'batch', recordId: 'B' },
  ],
  ['X42', 'the transmission is cut off', [se().join('').slice(0, -50)], { level: 'batch' }],
];

/** Conditions found by those who know accounts, and those of applications that are not open here. */
const GIVEN_BY_CALLER: ControlCode[] = [
  ...(['X09', 'X13', 'X17', 'X18', 'X20', 'X23', 'X27', 'X28', 'X29', 'X30', 'X31', 'X43', 'X44'] as const),
];
/** Conditions of the guide that stand in the table for its readers alone. */
const GIVEN_BY_NOBODY = [...CONTROL_CONDITIONS.values()]
  .filter(({ raised }) => !raised)
  .map(({ code }) => code as ControlCode);

const read = (lines: string[]) => readTransmission(lines.join('')).batches[0]!;

describe('Batch and block conditions', () => {
  it.each(FIXTURES)('%s when %s', (code, _case, lines, place) => {
    const batch = read(lines);
    expect(batch.faults).toContainEqual(expect.objectContaining({ code }));
    expect(batch.faults.find((fault) => fault.code === code)).toMatchObject(place);
    const answer = rejectBatch(batch.envelope, batch.faults, { lineEnd: '' });
    const { narrative = CONTROL_CONDITIONS.get(code)!.narrative } = batch.faults.find((fault) => fault.code === code)!;
    expect(answer).toContain(`X1 F${code}   ${narrative}`);
    expect(answer).toContain('X1RF999   BATCH REJECTED');
  });

  it.each(FIXTURES)('%s is the only kind of fault when %s', (code, _case, lines) => {
    const together: Partial<Record<ControlCode, string[]>> = { X07: ['X14'], X08: ['X14'], X42: ['X14'] };
    for (const fault of read(lines).faults) expect([code, ...(together[code] ?? [])]).toContain(fault.code);
  });

  it.each(GIVEN_BY_CALLER)('%s can be given by the caller and is answered alike', (code) => {
    const batch = read(se());
    const fault =
      CONTROL_CONDITIONS.get(code)!.level === 'batch' ? batchFault(code) : blockFault(code, batch.blocks[0]!);
    expect(rejectBatch(batch.envelope, [fault], { lineEnd: '' })).toContain(
      `X1 F${code}   ${CONTROL_CONDITIONS.get(code)!.narrative}`,
    );
  });

  it('all have a fixture, a text that fits its field, a remedy and advice on sending again', () => {
    const covered = new Set([...FIXTURES.map(([code]) => code), ...GIVEN_BY_CALLER]);
    expect([...covered, ...GIVEN_BY_NOBODY].sort()).toEqual([...CONTROL_CONDITIONS.keys()].sort());
    for (const { narrative, remedy, resend } of CONTROL_CONDITIONS.values()) {
      expect(narrative).toMatch(/^[A-Z0-9 /-]{1,40}$/);
      expect(remedy).toMatch(/\.$/);
      expect(['corrected', 'unchanged', 'authorised', 'never']).toContain(resend);
    }
  });

  it('of the batch hide those of blocks, and those of blocks hide those of transactions', () => {
    const transaction = changed(se(), 5, 1, 'SE14');
    const block = changed(transaction, 1, 4, '    ');
    const batch = changed(block, 0, 26, 'EI');
    expect(read(transaction).faults.map(({ level }) => level)).toEqual(['transaction']);
    expect(new Set(read(block).faults.map(({ level }) => level))).toEqual(new Set(['block']));
    expect(read(batch).faults.map(({ code }) => code)).toEqual(['X12']);
  });

  it('stop at the first syntax fault of an entry summary batch but tell every faulty cargo release', () => {
    const summaries = batchOf(
      'AE',
      [...entrySummary(), ...entrySummary('00417739')].filter((line) => !line.startsWith('23')),
    );
    expect(read(summaries).faults).toMatchObject([
      { code: 'X37', recordId: '23', transaction: { position: 1, recordPosition: 7 } },
    ]);
    const releases = batchOf('SE', without([...cargoRelease(), ...cargoRelease('00417739')], 'SE13'));
    expect(read(releases).faults.map(({ transaction }) => transaction!.position)).toEqual([1, 2]);
  });

  it('say in words which record is meant', () => {
    const [fault] = read([...se().slice(0, 3), se()[4]!, se()[3]!, ...se().slice(5)]).faults;
    expect(fault!.text).toBe('SE11 may not stand after SE13');
    expect(read(without(se(), 'SE13')).faults[0]!.text).toBe('SE13 is missing after SE10');
  });

  it('allow three bills in each of 999 groups', () => {
    const bill = encode(SE.SE15, { billTypeIndicator: 'R', billNumber: '1', nonAmsIndicator: 'N' });
    const [header, , contact] = cargoRelease();
    const withBills = (count: number): string[] =>
      batchOf('SE', [header!, contact!, ...Array.from({ length: count }, () => bill)]);
    expect(read(withBills(2997)).faults).toEqual([]);
    expect(read(withBills(2998)).faults).toMatchObject([{ code: 'X36', recordId: 'SE15' }]);
  });
});
