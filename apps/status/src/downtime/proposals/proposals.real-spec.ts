import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningService } from '#service';
import { eventually, realServers } from '../../../../../test/support';
import { LAREDO } from '../downtime.fixture';
import { type Opened, call, codes, KEYS, migrated, start, TOKEN } from '../downtime-service.fixture';
import type { Proposal, ProposalWithStages } from './proposal';

describe('Proposals', () => {
  const dead = 'http://127.0.0.1:1';
  const revive = (service: string, port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      const at = new Date().toISOString();
      const vitals = {
        service,
        instance: `${service}-1`,
        startedAt: at,
        at,
        brokerConnected: true,
        databaseReachable: true,
        outbox: { depth: 0, oldestSeconds: null },
        inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
        queue: { depth: 0 },
        handledTotal: 0,
        backlog: [],
      };
      response.end(request.url === '/health/live' ? '{}' : JSON.stringify(vitals));
    });
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
  };
  const open = async (service: RunningService): Promise<ProposalWithStages[]> =>
    (await call<{ proposals: ProposalWithStages[] }>(service, KEYS.officer, 'GET', '/downtime/proposals')).body
      .proposals;

  it("come within two seconds of a module's death, grow urgent, become an incident of the own port, and the next fault brings a new one", async () => {
    const first = await revive('entry', 0);
    const { port } = first.address() as AddressInfo;
    const service = await start({
      DATABASE_URL: await migrated(await realServers().freshDatabase('status')),
      SERVICE_URLS: { entry: `http://127.0.0.1:${port}`, cee: dead },
      DOWN_AFTER_SECONDS: 1,
      UNKNOWN_AFTER_SECONDS: 60,
      THRESHOLD_MINUTE_SECONDS: 0.05,
    });
    const component = async (): Promise<string> =>
      (
        (await (await fetch(`${service.url}/status/summary.json`)).json()) as {
          components: { name: string; state: string }[];
        }
      ).components.find(({ name }) => name === 'entry')!.state;
    const kill = (server: Server): void => {
      server.close();
      server.closeAllConnections();
    };
    try {
      await eventually(async () => expect(await component()).toBe('operational'), { within: 20_000 });
      kill(first);
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
      const told = await call<{ where: string; everywhere: boolean; scope: { ports: string[] } }>(
        service,
        null,
        'GET',
        `/status/incidents/${accepted.body.incident.number}.json`,
      );
      expect(told.body).toMatchObject({
        everywhere: true,
        scope: { ports: [LAREDO] },
        where: expect.stringMatching(/; at all ports; declared for Laredo by its port director$/) as unknown,
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

      const second = await revive('entry', port);
      await eventually(async () => expect(await component()).toBe('operational'), { within: 20_000 });
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
      kill(second);
      const next = await eventually(
        async () => (await open(service)).find((proposal) => proposal.component === 'entry') ?? false,
        { within: 20_000 },
      );
      expect(next.id).not.toBe(seen.id);
      const third = await revive('entry', port);
      await eventually(
        async () => expect((await open(service)).filter((proposal) => proposal.component === 'entry')).toEqual([]),
        { within: 20_000 },
      );
      const closed = (
        await call<{ proposals: Proposal[] }>(service, KEYS.officer, 'GET', `/downtime/proposals?since=${since}`)
      ).body.proposals;
      expect(closed.find(({ id }) => id === next.id)).toMatchObject({ state: 'closed' });
      expect(closed.filter((proposal) => proposal.component === 'cee')).toHaveLength(1);
      kill(third);

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
    }
  });
});
