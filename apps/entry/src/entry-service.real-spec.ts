import { randomUUID } from 'node:crypto';
import { AccountChanged, CargoReleaseFiled, EntryRequest, EntrySummaryFiled, accountSubject } from '#contracts';
import { Transactions } from '#messaging';
import { createLog, loadConfig, startService, type RunningService } from '#service';
import { eventually, migrated, realServers } from '../../../test/support';
import { billFiled, entryNumber, filing } from './release/release.fixture';
import { EntryConfig } from './config/entry.config';
import { entryService } from './entry.service-definition';

const TOKEN = 'operations-token-of-this-test';
let service: RunningService;

beforeAll(async () => {
  const servers = realServers();
  const environment = {
    DATABASE_URL: await servers.freshDatabase('entry'),
    AMQP_URL: await servers.freshVhost(),
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    TEAM_WAIT_MS: '300',
    LOG_LEVEL: 'error',
  };
  await migrated(environment.DATABASE_URL, entryService);
  service = await startService(entryService, loadConfig(EntryConfig, environment), createLog('entry', 'test', 'error'));
});
afterAll(() => service?.close());

const read = (path: string, token = TOKEN): Promise<Response> =>
  fetch(`${service.url}/operations/entries/${path}`, { headers: { authorization: `Bearer ${token}` } });
const send: Transactions['run'] = (work) => service.app.get(Transactions).run(work);

describe('the entry service, from its queues to what it answers', () => {
  test('it starts, keeps what is filed and shows it to the gateway, and to nobody without the key', async () => {
    const number = entryNumber(77);
    const { accountId } = AccountChanged.example;
    const summary: EntrySummaryFiled = {
      ...EntrySummaryFiled.example,
      origin: { ...EntrySummaryFiled.example.origin, filingId: randomUUID() },
      entryNumber: number,
    };
    const release = filing({ entryNumber: number, bills: [billFiled('SVC1')] }) as CargoReleaseFiled;
    await eventually(async () => (await fetch(`${service.url}/health/ready`)).ok);
    await send(async (unit) => {
      unit.publish(
        AccountChanged,
        accountSubject(accountId),
        { ...AccountChanged.example, importerNumbers: ['12-3456789'] },
        { correlationId: 'account' },
      );
    });
    await eventually(async () => {
      const [row] = await send((unit) => unit.manager.query('SELECT active FROM importer_on_file'));
      return row?.active === true;
    });
    await send(async (unit) => {
      unit.publish(CargoReleaseFiled, `entry:B76-${number}`, release, { correlationId: release.origin.filingId });
      unit.publish(EntrySummaryFiled, `entry:B76-${number}`, summary, { correlationId: summary.origin.filingId });
    });
    const record = await eventually(async () => {
      const response = await read(`B76/${number}`);
      return response.ok ? response.json() : false;
    });
    expect(record).toMatchObject({
      entry: `B76-${number.slice(0, 7)}-${number.slice(7)}`,
      release: { state: 'awaiting bill', bills: [{ billKey: 'MAEUSVC1', onFile: false }] },
    });
    expect(EntryRequest.faultOf(record)).toBeNull();
    expect((await read(`B76/${number}?accountId=${accountId}`)).status).toBe(200);
    expect((await read(`B76/${number}?accountId=${randomUUID()}`)).status).toBe(404);
    expect((await read(`B76/${number}?accountId=me`)).status).toBe(422);
    expect((await read(`B76/${number}`, 'a key that is not the one')).status).toBe(401);
    expect((await read('B76/99999999')).status).toBe(404);
  });
});
