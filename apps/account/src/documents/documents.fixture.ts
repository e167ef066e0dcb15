import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createLog, loadConfig, type RunningService, startService } from '#service';
import { eventually, migrated, ownFolder, realServers } from '../../../../test/support';
import { account } from '../account.service-definition';
import { AccountConfig } from '../config/account.config';

const TOKEN = 'operations-token-of-this-test';
export const ENTRY = 'entry:B76-03245278';
export const [FIRST_KEY, SECOND_KEY] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const ACTIVITY_SIGNING_KEY = generateKeyPairSync('ed25519')
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');

// Threads of the service run its sources as they stand.
process.execArgv.push('--require', resolve(__dirname, '../../../../test/support/register.cjs'));

/** A service that keeps documents, and as many more at the same database and folder as are started. */
export const documentServices = async () => {
  const folder = join(ownFolder('documents'), 'store');
  mkdirSync(folder, { recursive: true });
  const DATABASE_URL = await migrated(await realServers().freshDatabase('account'), account);
  const running: RunningService[] = [];
  const started = async (settings: Record<string, string> = {}): Promise<RunningService> => {
    const config = loadConfig(AccountConfig, {
      ...{ DATABASE_URL, AMQP_URL: 'amqp://guest:guest@127.0.0.1:1', PORT: '0', HOST: '127.0.0.1' },
      ...{ OPERATIONS_TOKEN: TOKEN, ACTIVITY_SIGNING_KEY },
      ...{ DOCUMENT_STORE: `directory:${folder}`, DOCUMENT_KEYS: FIRST_KEY, DOCUMENT_MAX_BYTES: '200000' },
      ...settings,
    });
    const service = await startService(account, config, createLog('account', 'test', 'silent' as 'error'));
    running.push(service);
    const source = service.app.get(DataSource);
    await eventually(() => source.isInitialized);
    return service;
  };

  return {
    folder,
    DATABASE_URL,
    started,
    close: async () => {
      for (const one of running) await one.close();
    },
  };
};

/** Keys of the accounts that were opened, by account. */
export const keys = new Map<string, string>();
type Method = 'get' | 'post';

/** What account holders, CBP and operators do at a service. */
export const deskOf = (service: RunningService) => {
  const operations = (method: Method, path: string) =>
    request(service.url)[method](`/operations${path}`).set('authorization', `Bearer ${TOKEN}`);
  const ask = (accountId: string, method: Method, path: string) =>
    request(service.url)
      [method](path)
      .set('authorization', `Bearer ${keys.get(accountId)}`);
  const open = async (kinds: string[] = ['importer'], more: object = {}): Promise<string> => {
    const [id, apiKey] = [randomUUID(), `pk_${randomUUID()}`];
    const order = { id, name: 'Harbor', kinds, importerNumbers: [], filerCodes: [], scacs: [], ports: [], apiKey };
    await operations('post', '/accounts')
      .send({ ...order, ...more })
      .expect(201);
    keys.set(id, apiKey);
    return id;
  };
  return {
    operations,
    ask,
    open,
    /** CBP, with a person's key. */
    openOffice: (kind: string, person: string) => open([kind], { apiKeyPerson: person, ports: ['2704'] }),
    handIn: (
      accountId: string,
      content: Buffer,
      name: string,
      subjects: string[] = [],
      type = 'application/octet-stream',
    ) =>
      ask(accountId, 'post', '/documents')
        .query({ name, subjects: subjects.join(',') })
        .set('content-type', type)
        .serialize((body) => body)
        .send(content as never),
    content: (accountId: string, id: string) =>
      ask(accountId, 'get', `/documents/${id}/content`)
        .buffer(true)
        .parse((response, done) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
        }),
    log: async (accountId: string): Promise<string[]> => {
      const { body } = await operations('get', `/accounts/${accountId}/activity`).expect(200);
      return body.entries.map(
        ({ kind, subject, summary }: Record<string, string>) => `${kind} | ${subject} | ${summary}`,
      );
    },
  };
};
