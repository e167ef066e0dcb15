import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { formatEntryNumber } from '#kernel';
import { batch, cargoRelease, entrySummary, manifest309, portDay, voyageOf } from '../demo/filings';
import { Partner } from '../demo/partner';
import { DemoQuestion } from '../demo/question';
import { askPort } from '../drill/port-api';
import { ROOT } from '../platform/home';
import type { DemoAccount } from '../platform/accounts';
import type { LaunchedPlatform } from '../platform/launch';
import { freshSample, signSample } from '../platform/samples';
import { waitForQuiet } from '../platform/seed';

/** A filing that waits behind a shut gate. */
export interface Waiting {
  readonly transmissionId: string;
  readonly role: string;
  readonly channel: 'abi' | 'x12' | 'json';
  readonly application: string;
  readonly filings: number;
}

const SAMPLES = join(ROOT, 'docs', 'partners', 'samples');
const WITHIN_MS = 90_000;

/**
 * A day's work in small, so that every table has rows that tell something: filings of every kind and format, holds, reviews, amendments, rejections,
 * a downtime with decisions on paper; and at its end a backlog of filings of every kind in every format behind gates that are shut.
 */
export class Scenario {
  private readonly partners = new Map<string, Partner>();
  private run = 9_100;

  constructor(private readonly platform: LaunchedPlatform) {}

  async play(): Promise<Waiting[]> {
    await this.everydayFilings();
    await this.amendments();
    await this.downtime();
    await this.quiet();
    return this.backlog();
  }

  private account(role: string): DemoAccount {
    return this.platform.demo.accounts.find((account) => account.role === role)!;
  }

  private partner(role: string): Partner {
    const known = this.partners.get(role) ?? new Partner(this.platform.gatewayUrl, this.account(role));
    this.partners.set(role, known);
    return known;
  }

  private sample(name: string, run: number): string {
    const text = readFileSync(join(SAMPLES, name), 'latin1');
    return signSample(freshSample(text, portDay(), run), this.platform.demo.accounts);
  }

  private json(name: string, run: number): Record<string, any> {
    return JSON.parse(this.sample(name, run)) as Record<string, any>;
  }

  private quiet(): Promise<void> {
    return waitForQuiet(
      Object.values(this.platform.urls).map((url) => ({ url, isItself: () => Promise.resolve(true) })),
      this.platform.demo.operationsToken,
    );
  }

  private async everydayFilings(): Promise<void> {
    const [broker, ocean, truck, officer] = ['broker', 'ocean-carrier', 'truck-carrier', 'officer'].map((role) =>
      this.partner(role),
    ) as [Partner, Partner, Partner, Partner];
    const { abi, filerCodes } = this.account('broker');
    const importer = this.account('importer').importerNumbers[0]!;
    const filer = filerCodes[0]!;
    await ocean.sendX12(this.sample('manifest-ocean.309', this.run));
    await truck.sendX12(this.sample('manifest-truck.309', this.run));
    await ocean.sendJson('/filings/manifest', this.json('manifest.json', this.run + 1));
    // A release of a bill that comes a moment later: it waits for it.
    const ship = voyageOf(this.run + 2, 'MAEU', filer, 6);
    const [first, second, third, fourth, fifth, sixth] = ship.shipments as [any, any, any, any, any, any];
    await broker.sendAbi(batch('SE', abi!, filer, [cargoRelease(first, importer, ship.voyage)]));
    await this.quiet();
    await ocean.sendX12(manifest309(ship, this.run + 2));
    await this.quiet();
    await officer.sendJson(`/officer/bills/${second.billKey}/holds`, { code: '1H', reason: 'Manifest review' });
    await officer.sendJson(`/officer/bills/${third.billKey}/holds`, { code: '1H', reason: 'Agriculture' });
    await broker.sendAbi(
      batch(
        'SE',
        abi!,
        filer,
        [second, third, fourth].map((one) => cargoRelease(one, importer, ship.voyage)),
      ),
    );
    // Goods of North Korea are examined; the importer of the fifth is not the filer's.
    await broker.sendJson('/filings/cargo-release', {
      ...this.json('cargo-release.json', this.run),
      lines: [{ ...this.json('cargo-release.json', this.run)['lines'][0], countryOfOrigin: 'KP' }],
    });
    await broker.sendAbi(batch('SE', abi!, filer, [cargoRelease(fifth, '98-7654321AB', ship.voyage)]));
    await broker.sendAbi(this.sample('cargo-release.abi', this.run));
    await this.quiet();
    await broker.sendAbi(
      batch(
        'AE',
        abi!,
        filer,
        [first, second, third, sixth].map((one) => entrySummary(one, importer, ship)),
      ),
    );
    await broker.sendAbi(this.sample('entry-summary.abi', this.run));
    await broker.sendJson('/filings/entry-summary', this.json('entry-summary.json', this.run));
    // Wrong: a release of another filer's number, a summary with a duty that is not due, a manifest of another carrier.
    await broker.sendJson('/filings/cargo-release', {
      ...this.json('cargo-release.json', this.run + 3),
      portOfEntry: '9999',
    });
    await broker.sendJson('/filings/entry-summary', {
      ...this.json('entry-summary.json', this.run + 3),
      importerNumber: '11-1111111',
    });
    await this.quiet();
    await ocean.sendJson('/filings/arrival', {
      carrier: 'MAEU',
      voyage: ship.voyage,
      port: ship.port,
      arrivedAt: new Date().toISOString(),
      conveyanceName: ship.vessel,
    });
    await officer.sendJson(`/officer/bills/${second.billKey}/holds/remove`, { code: '1H', reason: 'Review completed' });
    await this.quiet();
    const review = (entry: { filerCode: string; entryNumber: string }, decision: string): Promise<unknown> =>
      officer.sendJson(`/officer/entries/${entry.filerCode}/${entry.entryNumber}/review`, {
        decision,
        note: 'Seen by the team',
      });
    for (const decision of ['exam ordered', 'exam completed', 'documents required', 'documents received'])
      await review(fourth, decision);
    await this.quiet();
    // On summaries the Center decides.
    const center = new DemoQuestion(this.platform.demo.services['cee']!, this.platform.demo.accounts);
    await center.decide(formatEntryNumber(second.filerCode, second.entryNumber), 'in order');
    await center.decide(formatEntryNumber(third.filerCode, third.entryNumber), 'reject');
    await this.quiet();
  }

  private async amendments(): Promise<void> {
    const broker = this.partner('broker');
    const again = (changes: object, run: number): object => ({ ...this.json('cargo-release.json', run), ...changes });
    for (const run of [this.run + 4, this.run + 5]) await broker.sendJson('/filings/cargo-release', again({}, run));
    await broker.sendJson('/filings/entry-summary', this.json('entry-summary.json', this.run + 4));
    await this.quiet();
    await broker.sendJson(
      '/filings/cargo-release',
      again({ action: 'replace', estimatedValueDollars: 11_000 }, this.run + 4),
    );
    await broker.sendJson('/filings/cargo-release', again({ action: 'cancel' }, this.run + 5));
    await broker.sendJson('/filings/entry-summary', {
      ...this.json('entry-summary.json', this.run + 4),
      action: 'replace',
      brokerReference: 'PW0009',
    });
    await this.quiet();
    const { entryNumber, entryType, portOfEntry, processingPort } = this.json('entry-summary.json', this.run + 4);
    await broker.sendJson('/filings/entry-summary', {
      ...{ action: 'delete', entryNumber, entryType, portOfEntry, processingPort },
    });
    await this.quiet();
  }

  private async downtime(): Promise<void> {
    const { demo } = this.platform;
    const [headquarters, director, officer] = ['headquarters', 'port-director', 'officer'].map((role) =>
      this.account(role),
    ) as [DemoAccount, DemoAccount, DemoAccount];
    const operations = { name: 'operations', apiKey: demo.operationsToken };
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    await askPort(demo, operations, 'POST', '/operations/deployments', {
      module: 'entry',
      version: '0.5.0',
      note: 'Tables of the tariff',
      at: hourAgo,
    });
    const { downtime } = await askPort<{ downtime: { number: string } }>(
      demo,
      headquarters,
      'POST',
      '/downtime/downtimes',
      {
        confirmed: { modules: ['entry'], ports: ['2704'] },
        from: hourAgo,
        reason: 'database fault',
        gateOrders: [{ module: 'entry', direction: 'inbound' }],
        treatments: [],
        relief: { paymentBusinessDays: 1 },
        earlyReason: 'Cargo waits at the port',
      },
    );
    // Stays in force: it shuts no gate.
    await askPort(demo, director, 'POST', '/downtime/downtimes', {
      confirmed: { modules: ['manifest'], modes: ['truck'], ports: ['2304'] },
      from: hourAgo,
      reason: 'no manifests since noon',
      earlyReason: 'Trucks wait',
    });
    // Filed meanwhile, held at the gateway, and released or held on paper.
    const broker = this.partner('broker');
    const carrier = this.partner('ocean-carrier');
    const { abi, filerCodes } = this.account('broker');
    const importer = this.account('importer').importerNumbers[0]!;
    const ship = voyageOf(this.run + 6, 'MAEU', filerCodes[0]!, 3);
    await carrier.sendX12(manifest309(ship, this.run + 6));
    await this.stateOf('entry', 'STOPPED');
    await broker.sendAbi(
      batch(
        'SE',
        abi!,
        filerCodes[0]!,
        ship.shipments.map((one) => cargoRelease(one, importer, ship.voyage)),
      ),
    );
    await pause(3_000);
    for (const [at, decision] of ['release', 'hold'].entries()) {
      const one = ship.shipments[at]!;
      const { procedure } = await askPort<{
        procedure: { documents: { id: string; neededForRelease: boolean }[] } | null;
      }>(demo, officer, 'GET', `/desk/cases/${one.billKey}?port=2704&mode=vessel`);
      await askPort(demo, officer, 'POST', '/desk/decisions', {
        idempotencyKey: randomUUID(),
        port: '2704',
        mode: 'vessel',
        conveyance: { scac: one.scac, trip: ship.voyage },
        bills: [{ issuerScac: one.scac, number: one.billNumber, quantity: 100 }],
        entry: one.reference,
        documentsSeen: (procedure?.documents ?? [])
          .filter((paper) => paper.neededForRelease)
          .map(({ id }) => ({ code: id })),
        decision,
        ...(decision === 'hold' ? { reason: 'Seals do not match' } : {}),
        decidedAt: new Date().toISOString(),
      });
    }
    await askPort(demo, headquarters, 'POST', `/downtime/downtimes/${downtime.number}/revoke`, {
      reason: 'repaired',
    });
    await this.stateOf('entry', 'FLOWING');
    const { incident } = await askPort<{ incident: { number: string } }>(
      demo,
      headquarters,
      'POST',
      '/downtime/incidents',
      {
        title: 'Manifests are missing at the southern ports',
        audience: ['truck carriers', 'ports'],
        statement: {
          kind: 'outage',
          confirmed: { functions: ['truck manifest'], modes: ['truck'], ports: ['2304', '2402'] },
          possible: { functions: ['multimodal manifest'], portGroups: ['land border'] },
          symptoms: [{ sign: 'data missing at the port', functions: ['truck manifest'] }],
          windows: [{ from: hourAgo }],
          instructions: [
            { functions: ['truck manifest'], becomes: 'held and processed after', acts: [{ do: 'do not resend' }] },
          ],
          stillWorks: ['cargo release', 'entry summary'],
        },
      },
    );
    await askPort(demo, headquarters, 'POST', `/downtime/incidents/${incident.number}/updates`, {
      event: 'identify',
      remark: 'The deployment of this morning is taken back.',
    });
    const asked = await fetch(`${demo.status}/status/subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'e-mail',
        address: 'reader@portway.example',
        ports: ['2304'],
        modules: ['manifest'],
      }),
    });
    if (!asked.ok) throw new Error(`a subscription was answered ${asked.status}: ${await asked.text()}`);
    await this.quiet();
  }

  private async gates(): Promise<{ module: string; direction: string; state: string }[]> {
    const response = await fetch(`${this.platform.gatewayUrl}/operations/gates`, {
      headers: { authorization: `Bearer ${this.platform.demo.operationsToken}` },
    });
    return ((await response.json()) as { gates: { module: string; direction: string; state: string }[] }).gates;
  }

  private async stateOf(module: string, state: string): Promise<void> {
    const deadline = performance.now() + WITHIN_MS;
    for (;;) {
      const gate = (await this.gates()).find((one) => one.module === module && one.direction === 'inbound');
      if (gate?.state === state) return;
      if (performance.now() > deadline) throw new Error(`the gate to ${module} is ${gate?.state}, not ${state}`);
      await pause(200);
    }
  }

  private async order(module: string, order: 'stop' | 'resume'): Promise<void> {
    const response = await fetch(`${this.platform.gatewayUrl}/operations/gates/${module}/inbound/${order}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.platform.demo.operationsToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ actor: 'Watch officer', cause: 'Deployment' }),
    });
    if (!response.ok)
      throw new Error(`${order} of ${module} was answered ${response.status}: ${await response.text()}`);
  }

  private async backlog(): Promise<Waiting[]> {
    const { abi, filerCodes } = this.account('broker');
    const importer = this.account('importer').importerNumbers[0]!;
    const [broker, ocean, truck, officer] = ['broker', 'ocean-carrier', 'truck-carrier', 'officer'].map((role) =>
      this.partner(role),
    ) as [Partner, Partner, Partner, Partner];
    const ship = voyageOf(this.run + 20, 'MAEU', filerCodes[0]!, 4);
    // A summary whose answer waits for its team when entry stops.
    await this.platform.ctl('stop', 'cee');
    const last = await broker.sendAbi(this.sample('entry-summary.abi', this.run + 22));
    await pause(3_000);
    await this.platform.ctl('stop', 'entry');
    await this.stateOf('entry', 'STOPPED');
    for (const module of ['manifest', 'entry']) await this.order(module, 'stop');
    for (const module of ['manifest', 'entry']) await this.stateOf(module, 'STOPPED');
    await pause(1_000);
    const waiting: Waiting[] = [
      { transmissionId: last.transmissionId, role: 'broker', channel: 'abi', application: 'AE', filings: 1 },
    ];
    const add = async (
      role: string,
      channel: Waiting['channel'],
      application: string,
      filings: number,
      sent: Promise<{ transmissionId: string; disposition: string }>,
    ): Promise<void> => {
      const { transmissionId, disposition } = await sent;
      if (disposition !== 'held, do not resend') throw new Error(`${application} is not held: ${disposition}`);
      waiting.push({ transmissionId, role, channel, application, filings });
    };
    const run = this.run + 21;
    await add('ocean-carrier', 'x12', '309', 1, ocean.sendX12(manifest309(ship, this.run + 20)));
    await add('truck-carrier', 'x12', '309', 1, truck.sendX12(this.sample('manifest-truck.309', run)));
    await add(
      'ocean-carrier',
      'json',
      'manifest',
      1,
      ocean.sendJson('/filings/manifest', this.json('manifest.json', run)),
    );
    await add(
      'ocean-carrier',
      'json',
      'arrival',
      1,
      ocean.sendJson('/filings/arrival', {
        carrier: 'MAEU',
        voyage: ship.voyage,
        port: ship.port,
        arrivedAt: new Date().toISOString(),
        conveyanceName: ship.vessel,
      }),
    );
    await add(
      'officer',
      'json',
      'bill hold',
      1,
      officer.sendJson(`/officer/bills/${ship.shipments[3]!.billKey}/holds`, { code: '1H', reason: 'Manifest review' }),
    );
    const two = batch(
      'SE',
      abi!,
      filerCodes[0]!,
      ship.shipments.map((one, at) => cargoRelease(one, at === 3 ? '00-0000000' : importer, ship.voyage)),
    );
    await add('broker', 'abi', 'SE', 4, broker.sendAbi(two));
    await add(
      'broker',
      'abi',
      'AE',
      2,
      broker.sendAbi(
        batch(
          'AE',
          abi!,
          filerCodes[0]!,
          ship.shipments.slice(0, 2).map((one) => entrySummary(one, importer, ship)),
        ),
      ),
    );
    await add('broker', 'abi', 'SE', 1, broker.sendAbi(this.sample('cargo-release.abi', run)));
    await add('broker', 'abi', 'AE', 1, broker.sendAbi(this.sample('entry-summary.abi', run)));
    await add(
      'broker',
      'json',
      'cargo release',
      1,
      broker.sendJson('/filings/cargo-release', this.json('cargo-release.json', run)),
    );
    await add(
      'broker',
      'json',
      'entry summary',
      1,
      broker.sendJson('/filings/entry-summary', this.json('entry-summary.json', run)),
    );
    await add(
      'officer',
      'json',
      'entry review',
      1,
      officer.sendJson(`/officer/entries/${ship.shipments[0]!.filerCode}/${ship.shipments[0]!.entryNumber}/review`, {
        decision: 'exam ordered',
        note: 'Seen by the team',
      }),
    );
    await pause(3_000);
    return waiting;
  }
}
