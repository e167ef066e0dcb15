import { AccountChangedConsumer } from '#access';
import { AccountChanged, EntryFilingAnswered, InteractionRecorded, accountSubject } from '#contracts';
import { hashPassword } from '#service';
import { eventually } from '../../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../../test/support/gateway-bench';
import { received } from '../../../../../test/support/handler-bench';
import { partners, RIVAL_KEY, sample } from '../../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const keptBody = async (id: string): Promise<string> =>
  (await gate.source.query('SELECT body FROM transmission WHERE id = $1', [id]))[0].body.toString('latin1');
const wire = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.padEnd(80))
    .join('');

describe('The password of a batch', () => {
  test.each<[string, (text: string) => string]>([
    ['in lines', (t) => t],
    ['without line ends', (t) => wire(t.replace('PW0001', 'PW0002'))],
    ['in each of two batches', (t) => t.replace('PW0001', 'PW0003') + t.replace('PW0001', 'PW0004')],
    ['in a batch that is refused', (t) => t.replace('PASSWD', 'SECRET').replace('PW0001', 'PW0005')],
    [
      'beside letters of another alphabet',
      (t) => t.replace('PAT FILER', 'P\u00c4T F\u00ccLER') + t.replace('PW0001', 'PW0006'),
    ],
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
      sample('cargo-release.abi').replace('PW0001', 'PW0011') +
      sample('cargo-release.abi').replace('PW0001', 'PW0012').replace('PASSWD', password);
    expect((await gate.fileAbi(text('WRONG1')).expect(202)).body).toMatchObject({ filings: 1 });
    const { body } = await gate.fileAbi(text('PASSWD')).expect(202);
    expect(body).toMatchObject({ filings: 2 });
    expect(body.repeats).toBeUndefined();
  });
});

describe('Wrong passwords', () => {
  const batches = (...passwords: string[]): string =>
    passwords
      .map((password, n) =>
        sample('cargo-release.abi')
          .replace('PW0001', `PW${String(2_000 + n)}`)
          .replace('PASSWD', password),
      )
      .join('');
  const errorsOf = async (text: string) =>
    (await gate.fileAbi(text).expect(202)).body as { filings: number; errors: { code: string; remedy: string }[] };
  const guesses = async (): Promise<number> =>
    (await gate.source.query('SELECT coalesce(sum(wrong), 0)::int AS n FROM abi_password_lock'))[0].n;
  beforeEach(() => gate.source.query('DELETE FROM abi_password_lock'));

  test('are judged three in a request; behind them nothing is judged any more, and the right one is not taken', async () => {
    expect(await errorsOf(batches('TRY001', 'TRY002', 'TRY003', 'TRY004', 'PASSWD'))).toMatchObject({
      filings: 0,
      errors: Array(5).fill({ code: 'X09' }),
    });
    expect(await guesses()).toBe(3);
  });

  test('a password that was right before in the request is taken behind them', async () => {
    expect(await errorsOf(batches('PASSWD', 'TRY011', 'TRY012', 'TRY013', 'PASSWD'))).toMatchObject({ filings: 2 });
  });

  test('the same wrong one again is no further guess: a program with an old password locks nobody out', async () => {
    for (let n = 0; n < 12; n += 1) expect((await errorsOf(batches('OLDONE'))).errors).toHaveLength(1);
    expect(await guesses()).toBe(1);
    expect(await errorsOf(batches('PASSWD'))).toMatchObject({ filings: 1 });
  });

  test('after ten of them none is taken for a time, the right one neither; the owner is told once, and the remedy says why', async () => {
    for (let n = 0; n < 10; n += 1) await errorsOf(batches(`GUES${String(n).padStart(2, '0')}`));
    const { filings, errors } = await errorsOf(batches('PASSWD'));
    expect(filings).toBe(0);
    expect(errors).toMatchObject([
      {
        code: 'X09',
        remedy: expect.stringMatching(/^Too many wrong passwords were sent: none is taken until \d{4}-\d\d-\d\dT/),
      },
    ]);
    await errorsOf(batches('GUESXX'));
    const notices = (await gate.mailbox()).filter(({ application }) => application === 'ADM');
    expect(notices.map(({ body }) => body)).toEqual([
      expect.stringContaining('10 WRONG ABI PASSWORDS CAME WITH THE API KEY OF THIS ACCOUNT.'),
    ]);
    expect((await gate.published(InteractionRecorded)).map(({ data }) => data.kind)).toContain('notification placed');
    expect(await guesses()).toBe(10);
    expect(
      (
        await gate
          .fileAbi(sample('cargo-release.abi').replaceAll('2704B76', '5301WBN').replace('PASSWD', 'RIVAL1'), RIVAL_KEY)
          .expect(202)
      ).body.errors?.[0]?.remedy ?? '',
    ).not.toContain('Too many');
    await gate.source.query(`UPDATE abi_password_lock SET locked_until = now() - interval '1 second'`);
    await eventually(async () => expect(await errorsOf(batches('PASSWD'))).not.toHaveProperty('errors'));
    await errorsOf(batches('GUESYY'));
    expect(await guesses()).toBe(1);
  });

  test('a password that is set anew is not locked by guesses at the one before', async () => {
    for (let n = 0; n < 10; n += 1) await errorsOf(batches(`GOES${String(n).padStart(2, '0')}`));
    expect(await errorsOf(batches('PASSWD'))).toMatchObject({ filings: 0 });
    const [broker] = await partners();
    const renewed = { ...broker!, version: 2, abi: { ...broker!.abi!, passwordHash: await hashPassword('RENEWD') } };
    await gate.handle((context) =>
      gate.service.app
        .get(AccountChangedConsumer, { strict: false })
        .take([received(AccountChanged, accountSubject(renewed.accountId), renewed)], context),
    );
    expect(await errorsOf(batches('RENEWD'))).toMatchObject({ filings: 1 });
  });
});
