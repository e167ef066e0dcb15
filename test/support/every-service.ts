import { request } from 'node:http';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, loadConfig, type Log, type RunningService, startService } from '#service';
import { CALLERS, type Caller, EVERY_SERVICE } from '../../tools/documents/rights';
import { demoAccounts, type DemoAccount } from '../../tools/platform/accounts';
import { keepKeys } from '../../tools/infrastructure/keys';
import { Secrets } from '../../tools/infrastructure/secrets';
import { openAccounts } from '../../tools/platform/seed';
import { keysOf } from '../../tools/platform/service-keys';
import { eventually } from './eventually';
import { migrated } from './migrated';
import { ownFolder, realServers } from './real-servers';

const TOKEN = 'operations-token-of-this-test';
/** All callers come from one network address, at full speed. */
const NO_SHARES = {
  WRONG_KEYS_PER_MINUTE: '1000000',
  ADDRESS_REQUESTS_PER_SECOND: '100000',
  ACCOUNT_REQUESTS_PER_SECOND: '100000',
  ADDRESS_CONNECTIONS: '10000',
};

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface EveryService {
  readonly services: Readonly<Record<string, RunningService>>;
  /** Method and pattern of every address that the services answer, as their HTTP servers know them: `GET /bills/:billKey`. */
  readonly served: Readonly<Record<string, readonly string[]>>;
  readonly accounts: readonly DemoAccount[];
  /** As a caller, to an address that is sent exactly as it is written. An answer that never ends is cut off after its head. */
  call(
    service: string,
    method: string,
    path: string,
    caller: Caller,
    body?: { type: string; text: string | Buffer },
    more?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Ends a service. Messages to it wait. */
  stop(service: string): Promise<void>;
  /** Starts it again, as it was; others that asked it by HTTP do not find it any more. */
  startAgain(service: string): Promise<void>;
  close(): Promise<void>;
}

/** What services start with: databases that are up to date where there are some, and the secrets that are known to them. */
export interface StartWith {
  readonly databases?: Readonly<Record<string, string>>;
  readonly secrets?: Secrets;
  /** Where services log; where it is left out, only what ends them is told. */
  readonly log?: (service: string) => Log;
  /** More that every service is told by its environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** All services in this process, each with its own database, on one broker, and the demo accounts known to all of them. */
export const everyService = async ({ databases = {}, ...known }: StartWith = {}): Promise<EveryService> => {
  const AMQP_URL = await realServers().freshVhost();
  const folder = ownFolder('accounts');
  mkdirSync(folder, { recursive: true });
  const secrets = known.secrets ?? new Secrets(join(folder, 'secrets.json'));
  const keys = join(folder, 'keys');
  keepKeys(
    keys,
    EVERY_SERVICE.map(({ name }) => name),
  );
  const services: Record<string, RunningService> = {};
  const served: Record<string, string[]> = {};
  const urls: Record<string, string> = {};
  const starts: Record<string, () => Promise<RunningService>> = {};
  // The gateway asks the others, and so comes last.
  for (const definition of [...EVERY_SERVICE].reverse()) {
    const DATABASE_URL =
      databases[definition.name] ?? (await migrated(await realServers().freshDatabase(definition.name), definition));
    const config = loadConfig(definition.config, {
      DATABASE_URL,
      AMQP_URL,
      PORT: '0',
      HOST: '127.0.0.1',
      INSTANCE: `${definition.name}-1`,
      KEYS_DIR: join(keys, definition.name),
      OPERATIONS_TOKEN: TOKEN,
      SERVICE_URLS: JSON.stringify(urls),
      SUBSCRIPTIONS_PER_HOUR: '1000',
      APPLICATIONS_PER_HOUR: '1000',
      SIGN_IN_ISSUER: 'https://account.portway.test/oidc',
      DOCUMENT_STORE: `directory:${join(folder, 'documents')}`,
      ...keysOf(definition.name, secrets),
      ...NO_SHARES,
      ...known.settings,
    });
    const routes = (served[definition.name] = [] as string[]);
    const watched: typeof definition = {
      ...definition,
      prepare: async (app, settings) => {
        app
          .getHttpAdapter()
          .getInstance()
          .addHook('onRoute', ({ method, url }) => {
            for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url}`);
          });
        await definition.prepare?.(app, settings);
      },
    };
    starts[definition.name] = () =>
      startService(
        watched,
        config,
        known.log?.(definition.name) ?? createLog(definition.name, 'test', process.env['TEST_LOG'] ?? 'fatal'),
      );
    services[definition.name] = await starts[definition.name]!();
    urls[definition.name] = services[definition.name]!.url;
  }
  const accounts = demoAccounts(secrets);
  const at = (name: string) => ({ url: urls[name]!, isItself: () => Promise.resolve(true) });
  const { reason } = await openAccounts({ account: at('account'), gateway: at('gateway') }, TOKEN, accounts);
  if (reason) throw new Error(reason);

  const keyOf = (caller: Caller): string | undefined => {
    if (caller === 'no key') return undefined;
    if (caller === 'wrong key') return 'pk_nobody_has_this_key_0123456789';
    if (caller === 'operations token') return TOKEN;
    const person = accounts.flatMap(({ people }) => people).find((one) => one.caller === caller);
    return person?.apiKey ?? accounts.find(({ role }) => role === caller)!.apiKey;
  };
  const call: EveryService['call'] = (service, method, path, caller, body, more = {}) =>
    new Promise((resolve, reject) => {
      const key = keyOf(caller);
      const { hostname, port } = new URL(urls[service]!);
      const headers = {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body ? { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) } : {}),
        ...more,
      };
      const asked = request({ hostname, port, method, path, headers }, (response) => {
        const answer = (text: string): void =>
          resolve({ status: response.statusCode!, headers: response.headers, text });
        if (String(response.headers['content-type']).startsWith('text/event-stream')) {
          asked.destroy();
          return answer('');
        }
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (piece: string) => (text += piece))
          .on('end', () => answer(text));
      });
      asked.on('error', reject);
      asked.end(body?.text);
    });
  await eventually(async () => {
    for (const caller of CALLERS.slice(2, -1))
      expect((await call('port', 'GET', '/desk/alarms', caller)).status).not.toBe(401);
  });
  return {
    services,
    served,
    accounts,
    call,
    stop: (name) => services[name]!.close(),
    async startAgain(name) {
      services[name] = await starts[name]!();
      urls[name] = services[name]!.url;
    },
    async close() {
      for (const service of Object.values(services).reverse()) await service.close();
    },
  };
};
