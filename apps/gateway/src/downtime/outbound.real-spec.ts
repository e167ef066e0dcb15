import { AccountTold, EntryFilingAnswered, InteractionRecorded, ReleaseStatusChanged } from '#contracts';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { CARRIER_KEY, sample } from '../gateway.fixture';
import { Gates } from '../gate/gates';
import { Journal } from '../intake/journal';
import { AccountToldConsumer } from './account-told.consumer';
import { open, stop } from './downtime.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const release = (serial: number): object => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});
const fileAndAnswer = async (serial: number): Promise<string> => {
  const { body } = await gate.fileJson('/filings/cargo-release', release(serial)).expect(202);
  const filed = (await gate.releases()).find(({ origin }) => origin.filingId === body.filingId)!;
  await gate.answer(EntryFilingAnswered, [filed]);
  return body.id;
};
const told = async (): Promise<(string | null)[]> =>
  (await gate.mailbox()).map(({ transmissionId, application }) => transmissionId ?? application);
const kept = async (): Promise<number> => (await gate.source.query('SELECT count(*)::int AS n FROM mailbox_held'))[0].n;

test('answers and notices of a module whose outbound gate is shut are kept back; what the gateway and other modules say is not', async () => {
  const before = await fileAndAnswer(21);
  await stop(gate, 'entry', 'outbound');
  const cursor = (await gate.mailbox()).at(-1)!.id;
  const logged = async (): Promise<number> =>
    (await gate.published(InteractionRecorded)).filter(({ data }) => data.kind.endsWith('placed')).length;
  const placed = await logged();
  const held = [await fileAndAnswer(22), await fileAndAnswer(23)];
  await gate.handle((context) =>
    gate
      .notices()
      .releaseStatus([received(ReleaseStatusChanged, 'entry:B76-0000022-0', ReleaseStatusChanged.example)], context),
  );
  expect(await told()).toEqual([before]);
  expect(await logged()).toBe(placed);
  expect(await kept()).toBe(3);
  const views = await gate.service.app.get(Gates, { strict: false }).views();
  expect(views).toContainEqual(
    expect.objectContaining({
      module: 'entry',
      direction: 'outbound',
      state: 'STOPPED',
      held: 3,
      oldestSeconds: expect.any(Number),
    }),
  );

  // Sent again meanwhile: the copy of the answer waits as the answer does.
  const { body: first } = await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
  const { body: copy } = await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  expect(copy.repeats).toBe(first.id);
  expect(await kept()).toBe(5);

  await gate.fileX12(sample('manifest-ocean.309'), CARRIER_KEY).expect(202);
  expect((await gate.mailbox(CARRIER_KEY)).map(({ application }) => application)).toEqual(['997']);
  await gate.handle((context) =>
    gate.service.app
      .get(AccountToldConsumer, { strict: false })
      .take([received(AccountTold, 'account', AccountTold.example)], context),
  );
  expect(await told()).toEqual([before, 'downtime-follow-up']);

  await open(gate, 'entry', 'outbound');
  expect(await kept()).toBe(0);
  await eventually(async () =>
    expect(await told()).toEqual([before, 'downtime-follow-up', held[0], held[1], 'SO', first.id, copy.id]),
  );
  const behind = (await gate.call('get', `/mailbox?after=${cursor}`).expect(200)).body.entries;
  expect(behind).toHaveLength(6);
  expect(await logged()).toBeGreaterThan(placed);
  const after = await fileAndAnswer(24);
  expect((await told()).at(-1)).toBe(after);
});

test('what a module says while the rest still enters queues behind it, so that nothing overtakes, with two replicas at work', async () => {
  const other = await gatewayBench({}, gate.config.DATABASE_URL);
  await stop(gate, 'entry', 'outbound');
  const before = (await gate.mailbox()).length;
  const order: string[] = [];
  for (let serial = 31; serial < 36; serial += 1) order.push(await fileAndAnswer(serial));
  const opening = open(gate, 'entry', 'outbound');
  for (let serial = 36; serial < 46; serial += 1) order.push(await fileAndAnswer(serial));
  await opening;
  await eventually(async () => expect((await told()).slice(before)).toEqual(order));
  await other.close();
});

test('a transmission that is repeated in the moment the gate opens gets its copy of the answer too', async () => {
  const text = sample('cargo-release.abi').replace(/0324527/g, '0324590');
  await stop(gate, 'entry', 'outbound');
  const { body: first } = await gate.fileAbi(text).expect(202);
  await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
  const journal = gate.service.app.get(Journal, { strict: false });
  const write = journal.write.bind(journal);
  let written = false;
  let commit: () => void = () => undefined;
  journal.write = async (...given) => {
    const verdicts = await write(...given);
    written = true;
    await new Promise<void>((go) => (commit = go));
    return verdicts;
  };
  const repeat = gate
    .fileAbi(text)
    .expect(202)
    .then(({ body }) => body);
  await eventually(() => written);
  const opened = open(gate, 'entry', 'outbound');
  // The gate is open, or whoever opens it waits for what is being stored.
  await eventually(async () =>
    expect(
      await gate.source.query(
        `SELECT 1 FROM gate WHERE module = 'entry' AND direction = 'outbound' AND state = 'FLOWING' UNION ALL
     SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`,
      ),
    ).not.toHaveLength(0),
  ).finally(() => {
    commit();
    journal.write = write;
  });
  const { id, repeats } = await repeat;
  expect(repeats).toBe(first.id);
  await opened;
  expect(await kept()).toBe(0);
  await eventually(async () => expect((await told()).slice(-2)).toEqual([first.id, id]));
});

test('the gate opens also while its module never falls silent', async () => {
  await stop(gate, 'entry', 'outbound');
  let silent = false;
  let said = 0;
  const speak = async (): Promise<void> => {
    while (!silent) {
      said += 1;
      await gate.handle((context) =>
        gate
          .notices()
          .releaseStatus(
            [received(ReleaseStatusChanged, 'entry:B76-0000022-0', ReleaseStatusChanged.example)],
            context,
          ),
      );
    }
  };
  const module = Promise.all(Array.from({ length: 6 }, speak));
  try {
    await eventually(async () => expect(await kept()).toBeGreaterThan(20));
    await open(gate, 'entry', 'outbound');
  } finally {
    silent = true;
    await module;
  }
  expect(said).toBeGreaterThan(20);
  expect(await kept()).toBe(0);
});
