import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ComponentStates } from '#contracts';
import type { RunningService } from '#service';
import { eventually, realServers } from '../../../../../test/support';
import { LAREDO } from '../downtime.fixture';
import { type Opened, call, codes, KEYS, migrated, start, TOKEN, told } from '../downtime-service.fixture';
import type { Proposal, ProposalWithStages } from './proposal';

describe('Proposals', () => {
  /** The status service as far as it says what works. */
  const statusSaying = async () => {
    const at = new Date().toISOString();
    const said: ComponentStates = { at, components: [], gates: [], standing: [], processes: [] };
    const server = createServer((_request, response) => {
      said.at = new Date().toISOString();
      response.end(JSON.stringify(said));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const say = (name: string, state: 'operational' | 'down'): void => {
      const since = new Date().toISOString();
      const other = said.components.filter((component) => component.name !== name);
      said.components = [...other, { name, kind: 'module', state, since, reason: `it is ${state}`, evidence: {} }];
      said.standing = said.components.filter((one) => one.state === 'down').map((one) => one.name);
    };
    said.processes = [{ service: 'entry', instance: 'entry-1', startedAt: at }];
    return { server, say, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  const open = async (service: RunningService): Promise<ProposalWithStages[]> =>
    (await call<{ proposals: ProposalWithStages[] }>(service, KEYS.officer, 'GET', '/downtime/proposals')).body
      .proposals;

  it("come within two seconds of a module's death as the status service sees it, grow urgent, become an incident of the own port, and the next fault brings a new one", async () => {
    const status = await statusSaying();
    status.say('entry', 'operational');
    status.say('cee', 'down');
    const service = await start({
      DATABASE_URL: await migrated(await realServers().freshDatabase('port')),
      SERVICE_URLS: { status: status.url },
      THRESHOLD_MINUTE_SECONDS: 0.05,
    });
    try {
      await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
      status.say('entry', 'down');
      const seen = await eventually(
        async () => (await open(service)).find((proposal) => proposal.component === 'entry') ?? false,
        { within: 20_000 },
      );
      expect(Date.parse(seen.openedAt) - Date.parse(seen.since)).toBeLessThan(2_000);
      expect(seen).toMatchObject({
        title: 'Cargo release and entry summary: not processing',
        suggested: { kind: 'outage', confirmed: { modules: ['entry'] } },
        evidence: { componentState: 'down' },
      });
      await eventually(
        async () =>
          expect((await open(service)).find(({ id }) => id === seen.id)?.stage).toBe(
            'headquarters considers a national downtime',
          ),
        {
          within: 20_000,
        },
      );

      expect(codes(await call(service, KEYS.officer, 'POST', `/downtime/proposals/${seen.id}/accept`, {}))).toEqual([
        'OFFICERS PROPOSE',
      ]);
      const accepted = await call<Opened & { proposal: Proposal }>(
        service,
        KEYS.laredo,
        'POST',
        `/downtime/proposals/${seen.id}/accept`,
        {},
      );
      expect(accepted.body.incident).toMatchObject({
        statement: { confirmed: { modules: ['entry'], ports: [LAREDO] }, possible: { modules: ['entry'], ports: [] } },
        openedBy: { officer: 'Chief Ruiz (Port of Laredo)' },
      });
      expect(accepted.body.incident.everywhere).toBe(true);
      expect(accepted.body.notice!.text).toContain('Ports: all; declared for Laredo by its port director');
      expect((await told(service)).get(accepted.body.incident.number)).toMatchObject({
        record: { everywhere: true, declaredBy: 'port director', statement: { confirmed: { ports: [LAREDO] } } },
      });
      expect(accepted.body.proposal).toMatchObject({
        state: 'accepted',
        decision: { incidentNumber: accepted.body.incident.number },
      });
      expect(
        codes(await call(service, KEYS.laredo, 'POST', `/downtime/proposals/${seen.id}/dismiss`, { reason: 'twice' })),
      ).toEqual(['STATE']);
      expect((await open(service)).filter((proposal) => proposal.component === 'entry')).toEqual([]);

      const cee = await eventually(
        async () => (await open(service)).find((proposal) => proposal.component === 'cee') ?? false,
        { within: 20_000 },
      );
      expect(
        (
          await call<Proposal>(service, KEYS.headquarters, 'POST', `/downtime/proposals/${cee.id}/dismiss`, {
            reason: 'it is being moved',
          })
        ).body.state,
      ).toBe('dismissed');

      status.say('entry', 'operational');
      await call(service, KEYS.laredo, 'POST', `/downtime/incidents/${accepted.body.incident.number}/updates`, {
        event: 'fix',
      });
      const since = '2020-01-01T00:00:00Z';
      await eventually(
        async () => {
          const all = (
            await call<{ proposals: Proposal[] }>(service, KEYS.officer, 'GET', `/downtime/proposals?since=${since}`)
          ).body.proposals;
          expect(all.find(({ id }) => id === seen.id)?.recoveredAt).not.toBeNull();
        },
        { within: 20_000 },
      );
      status.say('entry', 'down');
      const next = await eventually(
        async () => (await open(service)).find((proposal) => proposal.component === 'entry') ?? false,
        { within: 20_000 },
      );
      expect(next.id).not.toBe(seen.id);
      status.say('entry', 'operational');
      await eventually(
        async () => expect((await open(service)).filter((proposal) => proposal.component === 'entry')).toEqual([]),
        { within: 20_000 },
      );
      const closed = await eventually(async () => {
        const all = (
          await call<{ proposals: Proposal[] }>(service, KEYS.officer, 'GET', `/downtime/proposals?since=${since}`)
        ).body.proposals;
        return all.find(({ id }) => id === next.id)?.state === 'closed' && all;
      });
      expect(closed.filter((proposal) => proposal.component === 'cee')).toHaveLength(1);

      const own = await call<Proposal>(service, KEYS.officer, 'POST', '/downtime/proposals', {
        title: 'Trucks queue',
        statement: { kind: 'slowdown', confirmed: { ports: [LAREDO], modes: ['truck'] } },
        reason: 'Two kilometres',
      });
      expect(own).toMatchObject({ status: 201, body: { origin: 'officer' } });
      expect((await open(service)).map(({ id }) => id)).toContain(own.body.id);
      const outage = {
        title: 'Nothing is answered',
        statement: { kind: 'outage', confirmed: { modules: ['entry'] } },
        reason: 'All ports call',
      };
      const nation = await call<Proposal>(service, KEYS.officer, 'POST', '/downtime/proposals', outage);
      const dismiss = (key: string, { body: { id } }: { body: Proposal }) =>
        call<Proposal>(service, key, 'POST', `/downtime/proposals/${id}/dismiss`, { reason: 'it is known' });
      for (const key of [KEYS.laredo, KEYS.detroit, KEYS.officer])
        expect((await dismiss(key, nation)).status).toBe(403);
      expect(codes(await dismiss(KEYS.laredo, nation))).toEqual(['DISMISSED LIKE DECLARED']);
      expect([(await dismiss(KEYS.detroit, own)).status, (await dismiss(KEYS.laredo, own)).body.state]).toEqual([
        403,
        'dismissed',
      ]);
      expect((await dismiss(KEYS.headquarters, nation)).body.state).toBe('dismissed');
      const { deployments } = (
        await call<{ deployments: { module: string; source: string }[] }>(
          service,
          TOKEN,
          'GET',
          '/operations/deployments',
        )
      ).body;
      expect(deployments).toContainEqual(expect.objectContaining({ module: 'entry', source: 'process started' }));
    } finally {
      await service.close();
      status.server.close();
      status.server.closeAllConnections();
    }
  });
});
