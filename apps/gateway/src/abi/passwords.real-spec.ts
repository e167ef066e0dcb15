import { EntryFilingAnswered } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const keptBody = async (id: string): Promise<string> => (await gate.source.query('SELECT body FROM transmission WHERE id = $1', [id]))[0].body.toString('latin1');
const wire = (text: string): string => text.split(/\r?\n/).filter((line) => line !== '').map((line) => line.padEnd(80)).join('');

describe('The password of a batch', () => {
  test.each<[string, (text: string) => string]>([
    ['in lines', (t) => t],
    ['without line ends', (t) => wire(t.replace('PW0001', 'PW0002'))],
    ['in each of two batches', (t) => t.replace('PW0001', 'PW0003') + t.replace('PW0001', 'PW0004')],
    ['in a batch that is refused', (t) => t.replace('PASSWD', 'SECRET').replace('PW0001', 'PW0005')],
    ['beside letters of another alphabet', (t) => t.replace('PAT FILER', 'P\u00c4T F\u00ccLER') + t.replace('PW0001', 'PW0006')],
  ])('is nowhere in what is kept: %s', async (_what, change) => {
    const { body } = await gate.fileAbi(change(sample('cargo-release.abi'))).expect(202);
    const kept = await keptBody(body.id);
    expect(kept).not.toMatch(/PASSWD|SECRET/);
    expect(kept.slice(0, 15)).toMatch(/^A2704B76 {6}/);
    expect(kept).toContain('SE10');
  });

  test('is not needed for the answer, and the same again is still a repeat', async () => {
    const text = sample('entry-summary.abi');
    const { body: first } = await gate.fileAbi(text).expect(202);
    expect((await gate.fileAbi(text).expect(202)).body).toMatchObject({ repeats: first.id });
    await gate.answer(EntryFilingAnswered, (await gate.summaries()).slice(-1), { kind: 'entry summary' });
    expect((await gate.call('get', first.status).set('accept', 'text/plain').expect(200)).text).toMatch(/^E1A 995/m);
  });

  test('when it was wrong in one of two batches, both are judged anew after it was corrected', async () => {
    const text = (password: string): string =>
      sample('cargo-release.abi').replace('PW0001', 'PW0011') + sample('cargo-release.abi').replace('PW0001', 'PW0012').replace('PASSWD', password);
    expect((await gate.fileAbi(text('WRONG1')).expect(202)).body).toMatchObject({ filings: 1 });
    const { body } = await gate.fileAbi(text('PASSWD')).expect(202);
    expect(body).toMatchObject({ filings: 2 });
    expect(body.repeats).toBeUndefined();
  });
});
