import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountChangedConsumer, KnownAccounts } from '#access';
import {
  AccountChanged,
  CargoReleaseFiled,
  type Contract,
  type DataOf,
  EntryFilingAnswered,
  EntrySummaryFiled,
  ManifestFilingAnswered,
  type Condition,
  FilerSetUpChanged,
  filerSubject,
  accountSubject,
  filingSubject,
} from '#contracts';
import { MessageContext, UnitOfWork } from '#messaging';
import { createLog, loadConfig, startService } from '#service';
import { eventually } from './eventually';
import { received } from './handler-bench';
import { migrated } from './migrated';
import { realServers } from './real-servers';
import { AnswerBook } from '../../apps/gateway/src/answers/answer-book';
import { NoticesConsumer } from '../../apps/gateway/src/answers/notices.consumer';
import { GatewayConfig } from '../../apps/gateway/src/config/gateway.config';
import { FilerSetUpChangedConsumer } from '../../apps/gateway/src/filer-set-ups/filer-set-up-changed.consumer';
import { FilerSetUps } from '../../apps/gateway/src/filer-set-ups/filer-set-ups';
import { BROKER_KEY, partners, setUpsOf } from '../../apps/gateway/src/gateway.fixture';
import { gateway } from '../../apps/gateway/src/gateway.service-definition';

/** A gateway with its own database and no broker: what leaves it is read from its outbox, what comes is given to its handlers. */
export const gatewayBench = async (
  settings: Partial<Record<keyof GatewayConfig, string>> = {},
  databaseUrl?: string,
) => {
  const DATABASE_URL = databaseUrl ?? (await realServers().freshDatabase('gateway'));
  await migrated(DATABASE_URL, gateway);
  const config = loadConfig(GatewayConfig, {
    DATABASE_URL,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: 'operations-token-of-this-test',
    X12_TEST_IS_LIVE: 'true',
    ...settings,
  });
  const service = await startService(gateway, config, createLog('gateway', 'test', process.env['TEST_LOG'] ?? 'fatal'));
  const source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);

  const handle = (work: (context: MessageContext) => Promise<void>): Promise<void> =>
    source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await work(new MessageContext(unit));
      await unit.flush();
    });
  const published = async <C extends Contract>(
    contract: C,
  ): Promise<{ subject: string; correlationId: string; data: DataOf<C> }[]> => {
    const rows: { subject: string; correlation_id: string; data: string }[] = await source.query(
      'SELECT subject, correlation_id, data FROM outbox WHERE type = $1 ORDER BY id',
      [contract.type],
    );
    return rows.map((row) => ({
      subject: row.subject,
      correlationId: row.correlation_id,
      data: JSON.parse(row.data) as DataOf<C>,
    }));
  };
  const answer = (
    contract: typeof EntryFilingAnswered | typeof ManifestFilingAnswered,
    filings: readonly { origin: EntryFilingAnswered['origin'] }[],
    said: Partial<EntryFilingAnswered> & { conditions?: Condition[] } = {},
  ): Promise<void> =>
    handle(async ({ unit }) => {
      await service.app.get(AnswerBook).take(
        filings.map(({ origin }) =>
          received<EntryFilingAnswered>(contract, filingSubject(origin.filingId), {
            kind: 'cargo release',
            reference: '-',
            outcome: 'accepted',
            conditions: [],
            entrySummary: null,
            ...said,
            origin,
          }),
        ),
        unit,
      );
    });
  await handle(async (context) =>
    new AccountChangedConsumer(service.app.get(KnownAccounts)).take(
      (await partners()).map((data) => received(AccountChanged, accountSubject(data.accountId), data)),
      context,
    ),
  );
  await handle(async (context) =>
    new FilerSetUpChangedConsumer(service.app.get(FilerSetUps)).take(
      setUpsOf(await partners()).map((data) => received(FilerSetUpChanged, filerSubject(data.filerCode), data)),
      context,
    ),
  );
  const call = (method: 'get' | 'post' | 'delete', path: string, key = BROKER_KEY) =>
    request(service.url)[method](path).set('authorization', `Bearer ${key}`);
  return {
    service,
    source,
    config,
    handle,
    published,
    answer,
    call,
    notices: () => service.app.get(NoticesConsumer, { strict: false }),
    fileAbi: (text: string | Buffer, key?: string) =>
      call('post', '/abi', key)
        .set('content-type', 'text/plain')
        .send(text as string),
    fileX12: (text: string, key?: string) =>
      call('post', '/x12', key).set('content-type', 'application/edi-x12').send(text),
    fileJson: (path: string, body: string | object, key?: string) =>
      call('post', path, key).set('content-type', 'application/json').send(body),
    releases: async () => (await published(CargoReleaseFiled)).map(({ data }) => data),
    summaries: async () => (await published(EntrySummaryFiled)).map(({ data }) => data),
    mailbox: async (key?: string) => {
      // Entries are shown once no older transaction of the server, of another test too, is under way.
      await eventually(
        async () =>
          (
            await source.query(
              'SELECT 1 FROM mailbox WHERE written_by >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1',
            )
          ).length === 0,
      );
      return (await call('get', '/mailbox', key).expect(200)).body.entries as {
        id: number;
        transmissionId: string | null;
        application: string;
        format: string;
        body: string;
      }[];
    },
    close: () => service.close(),
  };
};

export type GatewayBench = Awaited<ReturnType<typeof gatewayBench>>;
