import { randomUUID } from 'node:crypto';
import type { PublicRecord, PublicRecords } from '#contracts';
import { createDataSource } from '#persistence';
import { createLog, hashApiKey, type RunningService, startService } from '#service';
import { migrated as upToDate } from '../../../../test/support';
import { PortConfig } from '../config/port.config';
import { portService } from '../port.service-definition';
import { DETROIT, LAREDO } from './downtime.fixture';
import type { Downtime, Incident, Notice } from './model/records';

/** The port service with officers and a carrier, for tests that speak to it as they do. */
export const TOKEN = 'operations-token-of-this-test';
export const KEYS = {
  headquarters: 'key-of-headquarters-0001',
  laredo: 'key-of-laredo-director-01',
  detroit: 'key-of-detroit-director-1',
  officer: 'key-of-an-officer-000001',
  /** Issued to nobody by name. */
  nameless: 'key-of-nobody-by-name-01',
};
/** To whom the keys were issued. */
export const PERSONS = {
  headquarters: 'Watch commander',
  laredo: 'Chief Ruiz',
  detroit: 'Chief Novak',
  officer: 'K. Osei',
};
export const FILER = randomUUID();

export interface Answer<T> {
  readonly status: number;
  readonly body: T & { errors?: { code: string; text: string; remedy: string; at: string }[]; detail?: string };
}
export type Declared = { downtime: Downtime; notice: Notice; alsoChanged: Downtime[] };
export type Opened = { incident: Incident; notice: Notice | null };

export const migrated = async (url: string): Promise<string> => {
  await upToDate(url, portService);
  const source = await createDataSource({
    url,
    applicationName: 'test',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();
  const account = async (
    kinds: string[],
    name: string,
    ports: string[],
    key: string | null,
    person: string | null = null,
    accountId: string = randomUUID(),
    scacs: string[] = [],
  ): Promise<void> => {
    const data = {
      accountId,
      version: 1,
      name,
      kinds,
      active: true,
      importerNumbers: [],
      filerCodes: [],
      scacs,
      ports,
    };
    await source.query('INSERT INTO account (id, version, active, data, changed_at) VALUES ($1, 1, true, $2, now())', [
      accountId,
      JSON.stringify(data),
    ]);
    if (key)
      await source.query('INSERT INTO api_key (hash, account_id, person) VALUES ($1, $2, $3)', [
        hashApiKey(key),
        accountId,
        person,
      ]);
  };
  await account(['headquarters'], 'Headquarters', [], KEYS.headquarters, PERSONS.headquarters);
  await account(['port director'], 'Port of Laredo', [LAREDO], KEYS.laredo, PERSONS.laredo);
  await account(['port director'], 'Port of Detroit', [DETROIT], KEYS.detroit, PERSONS.detroit);
  await account(['officer'], 'Officer at Laredo', [LAREDO], KEYS.officer, PERSONS.officer);
  await account(['port director'], 'Port of Laredo, shared', [LAREDO], KEYS.nameless);
  await account(['carrier'], 'Ocean carrier', [], null, null, FILER, ['KKLU']);
  await source.destroy();
  return url;
};

export const start = (more: Partial<PortConfig>): Promise<RunningService> => {
  const config = Object.assign(new PortConfig(), {
    PORT: 0,
    HOST: '127.0.0.1',
    INSTANCE: `port-${randomUUID().slice(0, 8)}`,
    OPERATIONS_TOKEN: TOKEN,
    AMQP_URL: 'amqp://127.0.0.1:1',
    ...more,
  });
  return startService(portService, config, createLog('port', config.INSTANCE, 'error'));
};

export const call = async <T>(
  service: RunningService,
  key: string | null,
  method: string,
  path: string,
  body?: object,
): Promise<Answer<T>> => {
  const headers = {
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : { text }) as Answer<T>['body'],
  };
};
export const invoke = (service: RunningService, key: string, more: object): Promise<Answer<Declared>> =>
  call(service, key, 'POST', '/downtime/downtimes', {
    reason: 'no answers come back',
    earlyReason: 'the queue reaches the bridge',
    ...more,
  });
/** All that everybody may know, as the status service reads it, by number. */
export const told = async (service: RunningService): Promise<Map<string, PublicRecord>> => {
  const { body } = await call<PublicRecords>(service, TOKEN, 'GET', '/operations/public-records');
  return new Map((body.records as PublicRecord[]).map((one) => ['number' in one.record ? one.record.number : '', one]));
};
export const codes = ({ body }: Answer<unknown>): string[] => (body.errors ?? []).map(({ code }) => code);
