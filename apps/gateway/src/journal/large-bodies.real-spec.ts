import { EntryFilingAnswered } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { sample } from '../gateway.fixture';
import { PIECE_BYTES, readBody } from './large-bodies';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

/** One release and so many empty lines that it is written in pieces, the last of them not whole. */
const large = (): string => `${sample('cargo-release.abi')}${'\n'.repeat(2 * PIECE_BYTES)}${' '.repeat(17)}\n`;

test('a transmission that is stored in pieces is kept as it came, without its password, and answered from what is kept', async () => {
  const { body: receipt } = await gate.fileAbi(large()).expect(202);
  expect(receipt).toMatchObject({ filings: 1 });
  const kept = await readBody(gate.source.manager, receipt.id);
  expect(kept.toString('latin1') === large().replace('PASSWD', '      ')).toBe(true);
  expect(await gate.source.query('SELECT count(*)::int AS n FROM transmission_piece')).toEqual([{ n: 0 }]);
  await gate.answer(EntryFilingAnswered, await gate.releases());
  expect((await gate.mailbox()).filter(({ transmissionId }) => transmissionId === receipt.id)).toMatchObject([
    { application: 'SX', body: expect.stringContaining('SE9002') },
  ]);
  expect((await gate.fileAbi(large()).expect(202)).body.repeats).toBe(receipt.id);
});

test('text of another alphabet is reported at its column, however large the transmission', async () => {
  const { body } = await gate.fileAbi(large().replace('PAT FILER', 'P\u00c4T FILER')).expect(202);
  expect(body).toMatchObject({ filings: 0, errors: [{ code: 'X40' }] });
});
