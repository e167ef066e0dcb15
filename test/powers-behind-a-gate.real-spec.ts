import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { batch, cargoRelease, voyageOf } from '../tools/demo/filings';
import { everyService, type EveryService } from './support/every-service';
import { eventually } from './support';

let all: EveryService;
beforeAll(async () => {
  all = await everyService();
});
afterAll(() => all?.close());

const voyage = voyageOf(733, 'MAEU', 'B76', 3);
const NUMBER = '12-3456789';

const post = async (service: string, path: string, caller: Parameters<EveryService['call']>[3], body: object) => {
  const { status, text } = await all.call(service, 'POST', path, caller, {
    type: 'application/json',
    text: JSON.stringify(body),
  });
  expect([path, status < 300, status < 300 ? '' : text]).toEqual([path, true, '']);
  return JSON.parse(text || '{}') as { id: string };
};
const file = async (at: number): Promise<void> => {
  const { site, id, password } = all.accounts.find(({ role }) => role === 'broker')!.abi!;
  const text = batch('SE', { site, id, password }, 'B76', [cargoRelease(voyage.shipments[at]!, NUMBER, voyage.voyage)]);
  const { status } = await all.call('gateway', 'POST', '/abi', 'broker', { type: 'text/plain', text });
  expect(status).toBe(202);
};
const filings = (): Promise<{ outcome: string | null; codes: string[] }[]> =>
  all.services['gateway']!.app.get(DataSource).query(
    `SELECT outcome, ARRAY(SELECT c ->> 'code' FROM jsonb_array_elements(coalesce(conditions, '[]')) c) AS codes FROM filing WHERE kind = 'cargo release' ORDER BY id`,
  );
const order = (what: 'stop' | 'resume') =>
  post('gateway', `/operations/gates/entry/inbound/${what}`, 'operations token', {
    actor: 'operator',
    cause: 'a trial',
  });

test('while the gate of entry is shut a power is revoked: what was received before counts by it, what came after does not', async () => {
  const accountId = all.accounts.find(({ role }) => role === 'importer')!.id;
  const powers = `/accounts/${accountId}/powers-of-attorney`;
  const { id } = await post('account', powers, 'owner', {
    ...{ id: randomUUID(), importerNumber: NUMBER, filerCode: 'B76', scopes: ['cargo release'], from: '2026-01-01' },
  });
  const known = (): Promise<{ powers: { revokedAt: string | null }[] }[]> =>
    all.services['entry']!.app.get(DataSource).query('SELECT powers FROM importer_with_powers');
  await eventually(async () => expect(await known()).toMatchObject([{ powers: [{ revokedAt: null }] }]));
  await file(0);
  await eventually(async () => expect(await filings()).toMatchObject([{ outcome: 'accepted' }]), { within: 20_000 });

  await order('stop');
  await file(1);
  await post('account', `${powers}/${id}/revocations`, 'owner', { reason: 'another broker' });
  await eventually(async () => expect(await known()).toMatchObject([{ powers: [{ revokedAt: expect.any(String) }] }]));
  await file(2);
  const waiting = { outcome: null, codes: [] };
  expect(await filings()).toMatchObject([{ outcome: 'accepted' }, waiting, waiting]);

  await order('resume');
  await eventually(
    async () =>
      expect(await filings()).toMatchObject([
        { outcome: 'accepted' },
        { outcome: 'accepted' },
        { outcome: 'rejected', codes: expect.arrayContaining(['P05']) },
      ]),
    { within: 60_000 },
  );
});
