import { DataSource } from 'typeorm';
import { FilingHeld } from '#contracts';
import { createDataSource } from '#persistence';
import { createLog, startService, type RunningService } from '#service';
import { eventually, migrated, realServers } from '../../../../../test/support';
import { readAs, whatIsWrongWith } from '../../html/well-formed.fixture';
import { knownAccount } from '../../officers/officer.fixture';
import { PortConfig } from '../../config/port.config';
import { portService } from '../../port.service-definition';
import { bill, registered, release } from '../decisions/decision.fixture';
import { scan } from './code-128.fixture';

const KEY = 'key-of-an-officer';
const heardAt = '2026-11-23T17:40:00.000Z';

describe('The packet of some cargo', () => {
  let source: DataSource;
  let service: RunningService;

  beforeAll(async () => {
    const DATABASE_URL = await realServers().freshDatabase('port');
    const tables = (): DataSource =>
      createDataSource({ url: DATABASE_URL, applicationName: 'test', entities: [], migrations: [], poolSize: 2 });
    await migrated(DATABASE_URL, portService);
    source = await tables().initialize();
    const accountId = await knownAccount(source, KEY, { kinds: ['officer'], ports: ['2704'] }, 'K. Osei');
    await knownAccount(source, 'key-of-an-importer', {
      kinds: ['importer'],
      importerNumbers: ['12-3456789'],
      trusted: [{ program: 'CTPAT', tier: 'Tier III', number: null, from: '2020-01-01', to: null }],
    });
    const holds = [{ code: '1H', reason: 'CBP hold', placedAt: heardAt }];
    const byMail = { scac: 'MAEU', name: null, voyage: 'MAIL7', modeOfTransport: '50' };
    const bills = [
      bill(),
      bill({ billKey: 'MAEU260000102', billNumber: '260000102', holds }),
      bill({ billKey: 'MAEU260000103', billNumber: '260000103', holds, conveyance: byMail }),
    ];
    for (const data of bills) {
      await source.query(`INSERT INTO picture_bill VALUES ($1, 1, '2704', 'MAEU', $2, $3, $4)`, [
        data.billKey,
        data.conveyance.voyage,
        JSON.stringify(data),
        heardAt,
      ]);
    }
    await source.query(`INSERT INTO picture_release VALUES ('B7603245278', 1, '["MAEU260000101"]', $1, $2)`, [
      JSON.stringify(release()),
      heardAt,
    ]);
    const held = FilingHeld.example;
    await source.query('INSERT INTO picture_held_filing VALUES ($1, $2, $3, $4, $5)', [
      held.filingId,
      held.reference,
      JSON.stringify(held.billKeys),
      JSON.stringify(held),
      heardAt,
    ]);
    const decision = registered({}, { decision: 'exam', reason: 'Seal does not match' });
    await source.query(
      `INSERT INTO manual_decision (id, control_number, idempotency_key, content_hash, drill, state, version, downtime_number, port_code, decision, entry_key, account_id, paper, known_holds,
         decided_at, registered_at, effective_at) VALUES ($1, $2, $1, 'hash', false, 'in effect', 1, $3, '2704', 'exam', 'B7603245278', $4, $5, '[]', $6, $7, $7)`,
      [
        decision.id,
        decision.controlNumber,
        decision.downtimeNumber,
        accountId,
        JSON.stringify(decision.paper),
        decision.paper.decidedAt,
        decision.registeredAt,
      ],
    );
    await source.query('INSERT INTO manual_decision_bill (bill_key, decision_id) VALUES ($1, $2)', [
      'MAEU260000101',
      decision.id,
    ]);
    const config = Object.assign(new PortConfig(), {
      PORT: 0,
      HOST: '127.0.0.1',
      INSTANCE: 'status-1',
      OPERATIONS_TOKEN: 'operations-token-of-this-test',
      DATABASE_URL,
      AMQP_URL: 'amqp://127.0.0.1:1',
    });
    service = await startService(portService, config, createLog('port', config.INSTANCE, 'silent'));
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  });
  afterAll(async () => {
    await service.close();
    await source.destroy();
  });

  const get = async (path: string, key: string | null = KEY): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${service.url}/desk/${path}`, { headers: key ? { 'x-api-key': key } : {} });
    return { status: response.status, text: await response.text() };
  };
  const codesOn = (page: string): string[] => (page.match(/<svg.*?<\/svg>/gs) ?? []).map(scan);

  it('is printed by its entry number, with or without dashes, and has codes for all that must be found again', async () => {
    for (const entry of ['B76-0324527-8', 'b7603245278']) {
      const { status, text } = await get(`cases/${entry}/packet`);
      expect(status).toBe(200);
      expect(whatIsWrongWith(text)).toBeNull();
      expect(codesOn(text)).toEqual(['MD-26-2704-000017', 'B76-0324527-8', 'MAEU260000101', 'MAEU-0417W']);
      for (const said of [
        'Port 2704 Los Angeles. Mode: vessel. Downtime: DT-26-000012',
        'EXAM by R. Alvarez',
        'Importer 12-3456789, trusted: CTPAT Tier III',
        'Received and waiting',
        'Commercial or pro-forma invoice',
      ]) {
        expect(readAs(text)).toContain(said);
      }
    }
  });

  it("names every hold: of the bills aboard a conveyance, and of the officers' own decisions", async () => {
    const { text } = await get('cases/MAEU-0417W/packet');
    expect(codesOn(text)).toEqual(expect.arrayContaining(['MAEU260000101', 'MAEU260000102', 'MAEU-0417W']));
    const read = readAs(text);
    expect(read).toContain(
      'HOLD - DO NOT RELEASE MAEU260000102: 1H CBP hold, since 2026-11-23 17:40 UTC MD-26-2704-000017: exam Seal does not match',
    );
  });

  it('tells the hold on a bill also where the picture does not tell by which mode it comes', async () => {
    const read = readAs((await get('cases/MAEU260000103/packet')).text);
    expect(read).toContain('HOLD - DO NOT RELEASE');
    expect(read).not.toMatch(/No hold was known|none known/);
  });

  it('is printed by control number', async () => {
    expect(codesOn((await get('decisions/MD-26-2704-000017/packet')).text)[0]).toBe('MD-26-2704-000017');
    expect((await get('decisions/MD-26-2704-999999/packet')).status).toBe(404);
  });

  it('never says of cargo that is in no picture that no hold is known', async () => {
    const read = readAs((await get('cases/MAEU999999999/packet')).text);
    expect(read).toContain('NOTHING IS KNOWN OF THIS CARGO.');
    expect(read).not.toContain('No hold was known');
  });

  it('is for officers', async () => {
    expect((await get('cases/B76-0324527-8/packet', null)).status).toBe(401);
    expect((await get('cases/B76-0324527-8/packet', 'key-of-an-importer')).status).toBe(403);
  });
});
