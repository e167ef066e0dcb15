import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf, encode, recordsOf, type TransmissionRecord } from './copy-records';

const folder = mkdtempSync(join(tmpdir(), 'portway-copy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = (n: number): TransmissionRecord => ({
  id: `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  accountId: 'a',
  channel: 'abi',
  format: 'CATAIR SE',
  key: null,
  contentHash: 'ü'.repeat(n),
  receivedAt: '2026-11-21T00:00:00.000Z',
  correlationId: 'c',
  envelope: { refused: [n] },
  filings: n,
});
const bodies = [Buffer.from('one'), Buffer.alloc(700_000, 7), Buffer.alloc(0), Buffer.from([0, 255, 10, 13])];
const path = join(folder, 'x.000001.copy');
const written = (): void => writeFileSync(path, Buffer.concat(bodies.flatMap((body, n) => encode(record(n), body))));

const read = async (): Promise<{ records: unknown[]; bodies: Buffer[] }> => {
  const file = await open(path);
  const found = { records: [] as unknown[], bodies: [] as Buffer[] };
  for await (const placed of recordsOf(file)) {
    found.records.push(placed.record);
    found.bodies.push(await bodyOf(file, placed));
  }
  await file.close();
  return found;
};

test('a copy is read as it was written, whatever the bodies hold and however large they are', async () => {
  written();
  expect(await read()).toEqual({ records: bodies.map((_, n) => record(n)), bodies });
});

test.each([1, 5, 100, 200])(
  'a copy whose last %s bytes were not written any more is read up to the last whole record',
  async (missing) => {
    written();
    const size = Buffer.concat(bodies.flatMap((body, n) => encode(record(n), body))).length;
    truncateSync(path, size - missing);
    const { records } = await read();
    expect(records).toEqual(bodies.map((_, n) => record(n)).slice(0, records.length));
    expect(records).toHaveLength(3);
  },
);
