import { processorMs, slowness } from '../../../test/support/machine-speed';
import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { batchOf, blockOf, cargoRelease, entrySummary, SENDER } from './filings.fixture';
import {
  type Batch,
  BATCHES_PER_TRANSMISSION,
  BLOCKS_PER_BATCH,
  readTransmission,
  readTransmissionInTurns,
  scanTransmission,
} from './transmission';

const only = (input: string | Uint8Array): Batch => {
  const { batches } = readTransmission(input);
  expect(batches).toHaveLength(1);
  return batches[0]!;
};
const codes = (batch: Batch): string[] => batch.faults.map(({ code }) => code);

describe('Reading a transmission', () => {
  const release = cargoRelease();
  const batch = batchOf('SE', [...release, ...cargoRelease('00417739')], cargoRelease('00417747'));

  it('gives envelope, blocks and transactions in the order sent', () => {
    const read = only(batch.join(''));
    expect(read.faults).toEqual([]);
    expect(read.envelope).toMatchObject({ ...SENDER, password: 'S3CRET', applicationId: 'SE' });
    expect(
      read.blocks.map(({ position, header, transactionCount }) => [
        position,
        header.processingPortCode,
        header.userData,
        transactionCount,
      ]),
    ).toEqual([
      [1, '5301', 'desk 4', 2],
      [2, '5301', 'desk 4', 1],
    ]);
    const transactions = [...read.transactions()];
    expect(
      transactions.map(({ block, position, recordPosition }) => [block.position, position, recordPosition]),
    ).toEqual([
      [1, 1, 3],
      [1, 2, 25],
      [2, 1, 49],
    ]);
    expect(transactions[0]!.records.map(({ image }) => image)).toEqual(release);
    expect(transactions[0]!.records.map(({ index }) => index)).toEqual(release.map((_, index) => index));
    expect([read.recordCount, read.transactionCount]).toEqual([batch.length, 3]);
  });

  it('keeps the password out of what is echoed and out of every fault', () => {
    expect(only(batch.join('')).envelope!.echo).not.toContain('S3CRET');
    const { faults } = only(batch.join('').replace('S3CRET', 'S3CR!T'));
    expect(faults.map(({ code }) => code)).toEqual(['X40']);
    expect(faults[0]!.text).not.toContain('S3CR!T');
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('tolerates %s line ends, blank lines and lines without their trailing spaces', (_name, end) => {
    const text = `${end}${batch.map((line) => line.trimEnd()).join(end)}${end}${end}`;
    const read = only(text);
    expect(codes(read)).toEqual([]);
    expect([...read.transactions()][0]!.records.map(({ image }) => image)).toEqual(release);
    expect(codes(only(batch.join('') + end))).toEqual([]);
  });

  it("folds lower case to upper case in transactions and keeps the sender's own text as sent", () => {
    const lower = batch.map((line) => (/^[AB]/.test(line) ? line : line.toLowerCase())).join('\n');
    const read = only(lower);
    expect(codes(read)).toEqual([]);
    expect([...read.transactions()][0]!.records[0]!.image).toBe(release[0]);
    expect(read.envelope!.userData).toBe('Batch 0001 / night');
  });

  it('treats each batch of a transmission as a unit of its own', () => {
    const bad = batchOf('AE', entrySummary()).slice(0, -1);
    const { batches } = readTransmission([...bad, ...batch, ...batchOf('AE', entrySummary())].join(''));
    expect(batches.map((each) => [each.position, each.envelope!.applicationId, codes(each)])).toEqual([
      [1, 'AE', ['X06']],
      [2, 'SE', []],
      [3, 'AE', []],
    ]);
    expect([...batches[2]!.transactions()][0]!.recordPosition).toBe(3);
    expect([...batches[0]!.transactions()]).toEqual([]);
  });

  it('reads a cancellation and an update by their own usage maps', () => {
    const [header, , contact, ...rest] = cargoRelease('00417721', 'D');
    expect(codes(only(batchOf('SE', [header!, contact!]).join('')))).toEqual([]);
    expect(codes(only(batchOf('SE', [header!, contact!, ...rest]).join('')))).toEqual(['X35']);
    const update = cargoRelease('00417721', 'U').slice(0, 9);
    expect(codes(only(batchOf('SE', update).join('')))).toEqual([]);
  });

  it('reads a deletion of an entry summary, which is record 10 alone', () => {
    const [control] = entrySummary('00417721', 'D');
    expect(codes(only(batchOf('AE', [control!]).join('')))).toEqual([]);
  });
});

describe('Hostile transmissions', () => {
  it('hold no batch when they hold no record', () => {
    for (const input of ['', '\r\n\r\n', '   ', Buffer.alloc(0)]) expect(readTransmission(input).batches).toEqual([]);
  });

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        for (const { faults } of readTransmission(bytes).batches) expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('never throw when a good batch is cut, doubled or scrambled anywhere', () => {
    const good = batchOf('SE', cargoRelease()).join('') + batchOf('AE', entrySummary()).join('\n');
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.nat(good.length),
        fc.string({ unit: 'binary', maxLength: 5 }),
        (from, to, noise) => {
          const { batches } = readTransmission(good.slice(0, from) + noise + good.slice(to));
          for (const batch of batches)
            for (const { records } of batch.transactions()) expect(records.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of another alphabet or encoding are refused at the column', () => {
    const records = cargoRelease();
    const accented = batchOf(
      'SE',
      records.map((line) => line.replace('LAGOS TEXTILE', 'LÁGOS TEXTILE')),
    );
    const expected = [{ code: 'X40', recordId: 'SE30', transaction: { position: 1, recordPosition: 12, column: 9 } }];
    expect(only(accented.join('\n')).faults).toMatchObject(expected);
    expect(only(Buffer.from(accented.join(''), 'utf8')).faults).toMatchObject(expected);
    expect(only(Buffer.from(accented.join(''), 'latin1')).faults).toMatchObject(expected);
    expect(codes(readTransmission(Buffer.from(batchOf('SE', records).join(''), 'utf16le')).batches[0]!)).toContain(
      'X40',
    );
  });

  it('are readable behind a byte order mark', () => {
    expect(codes(only(`\ufeff${batchOf('SE', cargoRelease()).join('\n')}`))).toEqual([]);
    expect(codes(only(Buffer.from(`\ufeff${batchOf('SE', cargoRelease()).join('\n')}`)))).toEqual([]);
  });

  it('do not multiply faults without end', () => {
    const stray = Array.from({ length: 5000 }, () => 'SE15'.padEnd(80)).flatMap((line) => blockOf('SE', [line]));
    expect(only([...batchOf('SE').slice(0, 1), ...stray, ...batchOf('SE').slice(-1)].join('')).faults).toHaveLength(
      100,
    );
  });
});

describe('A transmission of nothing but control records', () => {
  const heapAfter = (input: string): number => {
    const before = process.memoryUsage().heapUsed;
    const { batches } = readTransmission(Buffer.from(input));
    for (const { faults } of batches) expect(faults.length).toBeGreaterThan(0);
    return process.memoryUsage().heapUsed - before;
  };

  it.each([
    ['A records', 'A\n'],
    ['B records', 'B\n'],
    ['blocks', 'B\nY\n'],
    ['batches', 'A\nB\nY\nZ\n'],
  ])('does not fill the memory with %s', (_name, records) => {
    expect(heapAfter(`${batchOf('SE')[0]}\n${records.repeat(300_000)}`)).toBeLessThan(100 * 1024 * 1024);
  });

  it('answers what lies beyond the last batch that is read with X36', () => {
    const { batches } = readTransmission(
      batchOf('SE', cargoRelease())
        .join('')
        .repeat(BATCHES_PER_TRANSMISSION + 5),
    );
    expect(batches).toHaveLength(BATCHES_PER_TRANSMISSION + 1);
    expect(batches.slice(0, -1).every(({ faults }) => faults.length === 0)).toBe(true);
    expect(batches.at(-1)).toMatchObject({ envelope: SENDER, faults: [{ code: 'X36', level: 'batch' }] });
  });

  it('answers a batch of more blocks than are kept with X36', () => {
    const block = blockOf('SE', cargoRelease().slice(0, 1).concat(cargoRelease()[2]!))
      .map((line) => line.trimEnd())
      .join('\n');
    const lines = [
      batchOf('SE')[0]!,
      ...Array.from({ length: BLOCKS_PER_BATCH + 1 }, () => block),
      batchOf('SE')[1]!,
    ].join('\n');
    expect(only(lines).faults).toMatchObject([{ code: 'X36', block: { position: BLOCKS_PER_BATCH + 1 } }]);
  });
});

describe('A batch of a million lines', () => {
  const PER_BLOCK = 900;
  const BLOCKS = 50;
  const block = blockOf(
    'SE',
    Array.from({ length: PER_BLOCK }, (_, at) => cargoRelease(String(at).padStart(8, '0'))).flat(),
  ).join('');
  const [header, trailer] = batchOf('SE');
  const bytes = Buffer.concat(
    [header!, ...Array.from({ length: BLOCKS }, () => block), trailer!].map((part) => Buffer.from(part)),
  );

  it('is read in bounded memory, in turns, and fast', async () => {
    expect(bytes.length / 80).toBeGreaterThan(990_000);
    const before = process.memoryUsage().heapUsed;
    const started = processorMs();
    let ticks = 0;
    let reading = true;
    const clock = (async () => {
      while (reading) {
        await turn();
        ticks += 1;
      }
    })();
    const { batches, recordCount } = await readTransmissionInTurns(bytes);
    reading = false;
    await clock;
    const elapsed = processorMs() - started;
    expect(codes(batches[0]!)).toEqual([]);
    expect(recordCount).toBe(bytes.length / 80);
    expect(ticks).toBeGreaterThan(100);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
    expect(elapsed).toBeLessThan(10_000 * slowness());
  });

  it('gives its transactions one at a time', () => {
    const [batch] = readTransmission(bytes).batches;
    let count = 0;
    for (const { records } of batch!.transactions()) {
      count += 1;
      if (records.length !== 22) throw new Error(`transaction ${count} has ${records.length} records`);
      if (count === 2000) break;
    }
    expect(count).toBe(2000);
    expect(batch!.transactionCount).toBe(PER_BLOCK * BLOCKS);
  });

  it('can be read step by step', () => {
    const scan = scanTransmission(bytes);
    expect(scan.next()).toEqual({ done: false, value: 8192 });
  });
});

test('a batch asks in one block: questions in a second one are refused, as many as are put into the first are not', () => {
  const padded = (line: string): string => line.padEnd(80);
  const block = ['B  2704B76CQ', 'WR1    B76 03245278', 'WR1    B76 03245286', 'Y  2704B76CQ'].map(padded);
  const asked = (...blocks: string[][]) =>
    readTransmission(
      [padded('A2704B76PASSWD           CQ'), ...blocks.flat(), padded('Z2704B76')].join('\n'),
    ).batches.flatMap(codes);
  expect([asked(block), asked(block, block)]).toEqual([[], ['X41']]);
});

test('a record that is no question stands by itself among those that are: it makes none of them longer', () => {
  const lines = [
    'A2704B76PASSWD           CQ',
    'B  2704B76CQ',
    'WR1    B76 03245278',
    'WR9    B76',
    'WR1    B76 03245286',
  ];
  const text = [...lines, 'Y  2704B76CQ', 'Z2704B76'].map((line) => line.padEnd(80)).join('\n');
  const [batch] = readTransmission(text).batches;
  expect([codes(batch!), batch!.transactionCount]).toEqual([[], 3]);
  expect(
    [...batch!.transactions()].map(({ records }) => records.map(({ image }) => image.slice(0, 19).trim())),
  ).toEqual([['WR1    B76 03245278'], ['WR9    B76'], ['WR1    B76 03245286']]);
});
