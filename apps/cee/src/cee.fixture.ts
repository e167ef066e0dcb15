import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountChangedConsumer, type Viewer } from '#access';
import { AccountChanged, accountSubject, entrySubject, TeamAssigned, TeamRequested } from '#contracts';
import { MessageContext, UnitOfWork } from '#messaging';
import { createLog, hashApiKey, loadConfig, type RunningService, startService } from '#service';
import { eventually, migrated, realServers } from '../../../test/support';
import { received } from '../../../test/support/handler-bench';
import { outboxFaults } from '../../../test/support/outbox-keeps-contracts';
import { CeeConfig } from './config/cee.config';
import { cee } from './cee.service-definition';
import { TeamsConsumer } from './teams/teams.consumer';

export const OPERATIONS_TOKEN = 'operations-token-of-this-test';

export interface CeePerson {
  readonly role: Viewer;
  readonly name: string;
  readonly center?: string | null;
  readonly ports?: readonly string[];
}

/** The cee service over a database of its own, without a broker, and people who work with it. */
export interface CeeBench {
  readonly service: RunningService;
  readonly source: DataSource;
  readonly url: string;
  /** Opens an account with people; their keys in the same order. */
  open(account: Partial<AccountChanged>, people: readonly CeePerson[]): Promise<{ id: string; keys: string[] }>;
  /** The key of somebody of CBP. */
  office(role: Viewer, name?: string, center?: string | null): Promise<string>;
  call(method: 'get' | 'post', path: string, key: string, body?: object): request.Test;
  /** Brings messages to a handler as the inbox does. */
  handle(work: (context: MessageContext) => Promise<void>): Promise<void>;
  /** What summaries are answered, one each. */
  ask(...changes: Partial<TeamRequested>[]): Promise<TeamAssigned[]>;
  told(type: string, subject: string): Promise<any[]>;
  close(): Promise<void>;
}

let serial = 0;
let numbers = 4_000_000;
export const importerNumber = (): string => `12-${++numbers}`;

export const ceeBench = async (more: Record<string, string> = {}): Promise<CeeBench> => {
  const url = more['DATABASE_URL'] ?? (await migrated(await realServers().freshDatabase('cee'), cee));
  const config = loadConfig(CeeConfig, {
    DATABASE_URL: url,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN,
    IMPORTER_DIGEST_KEY: 'the key of importer digests of this test',
    ...more,
  });
  const service = await startService(cee, config, createLog('cee', 'test', process.env['TEST_LOG'] ?? 'fatal'));
  const source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  const handle: CeeBench['handle'] = (work) =>
    source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await work(new MessageContext(unit));
      await unit.flush();
    });
  const told: CeeBench['told'] = async (type, subject) =>
    (await source.query('SELECT data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY id', [type, subject])).map(
      (row: { data: string }) => JSON.parse(row.data),
    );
  const open: CeeBench['open'] = async (account, people) => {
    const accountId = account.accountId ?? randomUUID();
    const keys = people.map(() => `pk_test_${randomUUID()}`);
    const ids = people.map(() => randomUUID());
    const data = {
      ...AccountChanged.example,
      ...{
        accountId,
        version: 1,
        name: 'Pacific Home Goods',
        kinds: ['importer'],
        importerNumbers: [],
        filerCodes: [],
      },
      ...{ scacs: [], ports: [], trusted: [], active: true, abi: null, mergedInto: null },
      apiKeyHashes: keys.map(hashApiKey),
      keyPersons: keys.map((key, at) => ({ hash: hashApiKey(key), person: people[at]!.name })),
      keyTerms: keys.map((key, at) => ({
        ...{ hash: hashApiKey(key), personId: ids[at]!, leaves: null, until: null, addresses: [] },
      })),
      people: people.map(({ role, name, center = null, ports = [] }, at) => ({
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
    ...{ service, source, url, handle, told, open },
    office: async (role, name = 'D. Ortiz', center = null) =>
      (await open({ name: 'CBP', kinds: ['headquarters'] } as Partial<AccountChanged>, [{ role, name, center }]))
        .keys[0]!,
    call: (method, path, key, body) => {
      const asked = request(service.url)[method](path).set('authorization', `Bearer ${key}`);
      return body ? asked.send(body) : asked;
    },
    ask: async (...changes) => {
      const messages = changes.map((change) => {
        const data = { ...TeamRequested.example, entryNumber: String(++serial).padStart(8, '0'), ...change };
        return received(TeamRequested, entrySubject(data), data);
      });
      await handle((context) => new TeamsConsumer().assign(messages, context));
      return Promise.all(
        messages.map(async ({ subject }) => (await told(TeamAssigned.type, subject)).at(-1) as TeamAssigned),
      );
    },
    close: async () => {
      const faults = await outboxFaults(source);
      await service.close();
      expect(faults).toEqual([]);
    },
  };
};
