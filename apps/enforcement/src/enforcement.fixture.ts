import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountChangedConsumer, type Viewer } from '#access';
import { AccountChanged, accountSubject } from '#contracts';
import { MessageContext, UnitOfWork } from '#messaging';
import { createLog, hashApiKey, loadConfig, type RunningService, startService } from '#service';
import { eventually, migrated, realServers } from '../../../test/support';
import { received } from '../../../test/support/handler-bench';
import { outboxFaults } from '../../../test/support/outbox-keeps-contracts';
import { EnforcementConfig } from './config/enforcement.config';
import { enforcementService } from './enforcement.service-definition';

export interface EnforcementPerson {
  readonly role: Viewer;
  readonly name: string;
  readonly ports?: readonly string[];
  readonly center?: string | null;
}

/** The enforcement service over a database of its own, without a broker, and people who work with it. */
export interface EnforcementBench {
  /** Of its database. */
  readonly url: string;
  readonly service: RunningService;
  readonly source: DataSource;
  /** Opens an account with people; their keys in the same order. */
  open(account: Partial<AccountChanged>, people: readonly EnforcementPerson[]): Promise<{ id: string; keys: string[] }>;
  /** The key of somebody of CBP. */
  office(role: Viewer, name: string, ports?: readonly string[], center?: string | null): Promise<string>;
  call(method: 'get' | 'post', path: string, key: string, body?: object): request.Test;
  /** Brings messages to a handler as the inbox does. */
  handle(work: (context: MessageContext) => Promise<void>): Promise<void>;
  /** What was published of a type about a subject, oldest first. */
  told(type: string, subject: string): Promise<any[]>;
  close(): Promise<void>;
}

export const enforcementBench = async (more: Record<string, string> = {}): Promise<EnforcementBench> => {
  const url =
    more['DATABASE_URL'] ?? (await migrated(await realServers().freshDatabase('enforcement'), enforcementService));
  const config = loadConfig(EnforcementConfig, {
    DATABASE_URL: url,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    ...{ PORT: '0', HOST: '127.0.0.1', OPERATIONS_TOKEN: 'operations-token-of-this-test' },
    ...{ ADDRESS_REQUESTS_PER_SECOND: '100000', ACCOUNT_REQUESTS_PER_SECOND: '100000' },
    ...more,
  });
  const log = createLog('enforcement', 'test', process.env['TEST_LOG'] ?? 'fatal');
  const service = await startService(enforcementService, config, log);
  const source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  const handle: EnforcementBench['handle'] = (work) =>
    source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await work(new MessageContext(unit));
      await unit.flush();
    });
  const open: EnforcementBench['open'] = async (account, people) => {
    const accountId = account.accountId ?? randomUUID();
    const keys = people.map(() => `pk_test_${randomUUID()}`);
    const ids = people.map(() => randomUUID());
    const data = {
      ...AccountChanged.example,
      ...{ accountId, version: 1, name: 'Pacific Home Goods', kinds: ['importer'], importerNumbers: [] },
      ...{ filerCodes: [], scacs: [], ports: [], trusted: [], active: true, abi: null, mergedInto: null },
      apiKeyHashes: keys.map(hashApiKey),
      keyPersons: keys.map((key, at) => ({ hash: hashApiKey(key), person: people[at]!.name })),
      keyTerms: keys.map((key, at) => ({
        ...{ hash: hashApiKey(key), personId: ids[at]!, leaves: null, until: null, addresses: [] },
      })),
      people: people.map(({ role, name, ports = [], center = null }, at) => ({
        ...{ personId: ids[at]!, name, role, leaves: null, ports: [...ports], center },
        ...{ from: '2020-01-01T00:00:00.000Z', to: null },
      })),
      ...account,
    } as AccountChanged;
    await handle((context) =>
      service.app
        .get(AccountChangedConsumer, { strict: false })
        .take([received(AccountChanged, accountSubject(accountId), data)], context),
    );
    return { id: accountId, keys };
  };
  return {
    ...{ url, service, source, handle, open },
    office: async (role, name, ports = [], center = null) =>
      (await open({ name: 'CBP', kinds: ['headquarters'] }, [{ role, name, ports, center }])).keys[0]!,
    call: (method, path, key, body) => {
      const asked = request(service.url)[method](path).set('authorization', `Bearer ${key}`);
      return body ? asked.send(body) : asked;
    },
    told: async (type, subject) =>
      (
        await source.query(
          'SELECT DISTINCT ON (message_id) message_id, id, data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY message_id, id',
          [type, subject],
        )
      )
        .sort((a: { id: string }, b: { id: string }) => Number(a.id) - Number(b.id))
        .map((row: { data: string }) => JSON.parse(row.data)),
    close: async () => {
      const faults = await outboxFaults(source);
      await service.close();
      expect(faults).toEqual([]);
    },
  };
};
