import { EntryFilingAnswered, filingSubject } from '#contracts';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { FilingAnswersConsumer } from '../answers/filing-answers.consumer';
import { CARRIER_KEY, RIVAL_KEY, sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ BACKLOG_LIMIT: '2', HELD_AFTER_SECONDS: '1' });
});
afterAll(() => gate?.close());

const release = (serial: number): object => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});

test('partners hear of a module that does not answer: held, then stop sending, then all is well; other modules go on', async () => {
  const first = await gate.fileJson('/filings/cargo-release', release(1)).expect(202);
  expect(first.body.disposition).toBe('accepted, being processed');
  await eventually(async () =>
    expect((await gate.call('get', first.body.status).expect(200)).body).toMatchObject({
      disposition: 'held, do not resend',
      resend: false,
    }),
  );
  const second = await gate.fileJson('/filings/cargo-release', release(2)).expect(202);
  expect(second.body.disposition).toBe('held, do not resend');
  const vitals = await gate.call('get', '/operations/vitals', 'operations-token-of-this-test').expect(200);
  expect(vitals.body.backlog).toMatchObject([
    { module: 'manifest', unanswered: 0, oldestSeconds: null },
    { module: 'entry', unanswered: expect.any(Number), oldestSeconds: expect.any(Number) },
  ]);
  const stopped = await eventually(() => gate.fileJson('/filings/cargo-release', release(3)).expect(503));
  expect(stopped.body).toMatchObject({ type: 'urn:portway:problem:stop-sending', disposition: 'stop sending' });
  await gate.fileJson('/filings/manifest', sample('manifest.json'), CARRIER_KEY).expect(202);
  // What one try files is answered before the next: a try that came too early would hold up all after it.
  for (const serial of [4, 5])
    await eventually(async () => {
      await gate.answer(EntryFilingAnswered, await gate.releases());
      expect((await gate.fileJson('/filings/cargo-release', release(serial))).body).toMatchObject({
        // Sent again after a try that was held, it may be answered already.
        disposition: expect.stringMatching(/^(accepted, being processed|processed)$/),
      });
    });
});

test('partners hear that their filings are held for as long as one module answers none, not of one filing that got lost', async () => {
  await gate.source.query(`UPDATE transmission SET unanswered = 0; DELETE FROM outbox`);
  const lost = await eventually(() => gate.fileJson('/filings/cargo-release', release(11)).expect(202));
  await eventually(async () =>
    expect((await gate.call('get', lost.body.status)).body.disposition).toBe('held, do not resend'),
  );
  await gate.fileJson('/filings/cargo-release', release(12)).expect(202);
  const later = (await gate.releases()).filter(({ entryNumber }) => entryNumber === '00000120');
  await gate.handle(({ unit }) =>
    gate.service.app.get(FilingAnswersConsumer, { strict: false }).take(
      'entry',
      later.map(({ origin }) =>
        received<EntryFilingAnswered>(EntryFilingAnswered, filingSubject(origin.filingId), {
          origin,
          kind: 'cargo release',
          reference: '-',
          outcome: 'accepted',
          conditions: [],
          entrySummary: null,
        }),
      ),
      unit,
    ),
  );
  await eventually(async () =>
    expect((await gate.call('get', lost.body.status)).body).toMatchObject({
      disposition: 'accepted, being processed',
      counts: { unanswered: 1 },
    }),
  );
});

test('one account that has its share of filings without an answer is told to stop, and others go on', async () => {
  await gate.close();
  gate = await gatewayBench({ ACCOUNT_BACKLOG_LIMIT: '2' });
  for (const serial of [21, 22]) await gate.fileJson('/filings/cargo-release', release(serial)).expect(202);
  const stopped = await eventually(() => gate.fileJson('/filings/cargo-release', release(23)).expect(503));
  expect(stopped.body).toMatchObject({
    type: 'urn:portway:problem:stop-sending',
    disposition: 'stop sending',
    detail: expect.stringContaining('filings of your account'),
  });
  expect(stopped.headers['retry-after']).toBe('60');
  await gate
    .fileJson('/filings/cargo-release', { ...release(24), filerCode: 'WBN', entryNumber: 'WBN-0000024-0' }, RIVAL_KEY)
    .expect((answer) => expect(answer.status).not.toBe(503));
  await gate.fileJson('/filings/manifest', sample('manifest.json'), CARRIER_KEY).expect(202);
  await gate.answer(EntryFilingAnswered, await gate.releases());
  await eventually(() => gate.fileJson('/filings/cargo-release', release(25)).expect(202));
});
