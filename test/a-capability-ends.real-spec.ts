import { claimsOnEntry, liquidationDesk } from '../apps/entry/src/liquidation/liquidation.fixture';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeCapabilities } from '#access';
import { CapabilityChanged, EntryFilingAnswered, entrySubject, EntrySummaryFiled } from '#contracts';
import { believedBonds } from '../apps/entry/src/bonds/bond.fixture';
import { EntryConfig } from '../apps/entry/src/config/entry.config';
import { DeadlineRepository } from '../apps/entry/src/deadlines/deadline.repository';
import { entryService } from '../apps/entry/src/entry.service-definition';
import { AuthorityRepository } from '../apps/entry/src/authority/authority.repository';
import { EntrySummaryConsumer } from '../apps/entry/src/entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../apps/entry/src/summary-on-file/entry-summary.repository';
import { ImporterRepository } from '../apps/entry/src/importer/importer.repository';
import { gatewayBench, type GatewayBench } from './support/gateway-bench';
import { handlerBench, received, type HandlerBench } from './support/handler-bench';

let gate: GatewayBench;
let entry: HandlerBench;
beforeAll(async () => {
  gate = await gatewayBench();
  entry = await handlerBench(entryService as never);
});
afterAll(async () => {
  await entry?.close();
  await gate?.close();
});

test('a summary that waits when its capability is turned off is judged by when it came, and its repeat afterwards is the same filing', async () => {
  const body = readFileSync(join(__dirname, '../docs/partners/samples/entry-summary.json'), 'utf8');
  const file = (key: string) =>
    gate.fileJson('/filings/entry-summary', body).set('idempotency-key', key).set('prefer', 'respond-async');
  const first = await file('before').expect(202);

  // What the gateway took waits; meanwhile entry is told that the capability ended.
  const to = new Date().toISOString();
  const ended = { admissionId: randomUUID(), who: 'everybody', accountId: null, identity: null, to } as const;
  const told: CapabilityChanged = {
    ...{ code: 'json-summary', version: 1, name: 'Entry summaries in JSON' },
    admissions: [{ ...ended, from: '2000-01-01T00:00:00.000Z' }],
  };
  await entry.handle(({ unit }) => storeCapabilities(unit.manager, [told]));

  await file('before').expect(202);
  const later = await file('after').expect(202);
  const filed = await gate.summaries();
  // The repeat is answered with what became of the first: it is no filing of its own.
  expect(filed).toHaveLength(2);

  const consumer = new EntrySummaryConsumer(
    new EntryConfig(),
    new ImporterRepository(),
    new AuthorityRepository(),
    new EntrySummaryRepository(),
    new DeadlineRepository(),
    liquidationDesk,
    claimsOnEntry,
    believedBonds,
  );
  const codesOf = async (transmissionId: string): Promise<string[]> => {
    const data = filed.find(({ origin }) => origin.transmissionId === transmissionId)!;
    await entry.handle((context) => consumer.take([received(EntrySummaryFiled, entrySubject(data), data)], context));
    const answers = await entry.published(EntryFilingAnswered);
    const answer = answers.find((each) => each.data.origin.filingId === data.origin.filingId);
    return (answer?.data.conditions ?? []).map(({ code }) => code);
  };
  expect(await codesOf(first.body.id)).not.toContain('W07');
  expect(await codesOf(later.body.id)).toContain('W07');
});
