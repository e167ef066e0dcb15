import { randomUUID } from 'node:crypto';
import { addDays, localDate } from '#kernel';
import {
  batch,
  cargoRelease,
  drawbackClaimBody,
  entrySummary,
  manifest309,
  PORT,
  portDay,
  type Shipment,
  type Voyage,
  voyageOf,
} from '../../tools/demo/filings';
import { foodRecords } from '../../tools/demo/agency-data';
import { today } from '../../apps/cee/src/days/customs-days';
import type { ActionName } from '../../tools/degradation/degradation.table';
import type { LaunchedPlatform } from '../../tools/platform/launch';
import { type Answer, eventually, type MailboxItem, Partner } from '../support';
import { appCode, authorization, Browser, codeForm, tokenFor } from '../support/browser';

/** What whoever does something sees at once. */
export interface Sight {
  /** Null: no connection. */
  readonly http: number | null;
  readonly disposition: string | null;
  readonly transmissionId: string | null;
  readonly body: any;
}

export interface Doing {
  /** Whose mailbox the answer comes into; null where nothing is filed. */
  readonly by: Partner | null;
  /** Does it, the same each time. */
  readonly go: () => Promise<Sight>;
}

const IMPORTER = '12-3456789';
const A_WEEK_MS = 7 * 24 * 3_600_000;

const sightOf = async (answer: Promise<Answer>): Promise<Sight> => {
  const { status: http, body } = await answer.catch((): Answer => ({ status: 0, headers: new Headers(), body: null }));
  return {
    http: http || null,
    disposition: body?.disposition ?? null,
    transmissionId: http === 202 ? body.id : null,
    body,
  };
};

/** Partners of one platform, and things for them to do whose numbers are used once. */
export class Doings {
  readonly carrier = this.partner('ocean-carrier');
  readonly truck = this.partner('truck-carrier');
  readonly broker = this.partner('broker');
  readonly officer = this.partner('officer');
  readonly agency = this.partner('partner-agency');
  private run = 9_000;
  private token: Promise<string> | undefined;
  /** Codes of the papers that the procedure asks of a release by hand. */
  private papers: readonly string[] = [];
  private report: Promise<string> | undefined;
  private quarter: Promise<string> | undefined;
  private talk: Promise<string> | undefined;
  private leftToTake = 0;
  /** A Center and one of its functions that no order moves: each order needs one of its own. */
  private readonly undelegated: { center: string; functions: [string]; from: string }[] = [];

  constructor(private readonly platform: LaunchedPlatform) {}

  private partner(role: string): Partner {
    return new Partner(this.platform.gatewayUrl, this.platform.demo, role);
  }

  /** Everything that can be done; what must be on file before is filed now, so nothing may be dead yet. */
  async prepare(): Promise<Readonly<Record<ActionName, Doing>>> {
    const { carrier, truck, broker, officer } = this;
    const surety = this.partner('surety');
    const insurer = this.platform.demo.accounts.find(({ role }) => role === 'surety')!;
    const insurerKey = insurer.people.find(({ role }) => role === 'owner')!.apiKey;
    // What arrives is released by itself, so what officers release on paper is on another ship.
    const [known, waiting] = [this.voyage(3), this.voyage(2)];
    const [held, asked, spare] = known.shipments as [Shipment, Shipment, Shipment];
    const [paper, examined] = waiting.shipments as [Shipment, Shipment];
    await this.answered(carrier, await carrier.x12(manifest309(known, this.run - 1)), '355');
    await this.answered(carrier, await carrier.x12(manifest309(waiting, this.run)), '355');
    await this.answered(broker, await this.releases(known), 'SX');
    await this.answered(broker, await this.releases(waiting), 'SX');
    // Work for a Center.
    await this.answered(
      broker,
      await broker.abi(batch('AE', broker.sender, broker.filerCode, [entrySummary(held, IMPORTER, known)])),
      'AX',
    );
    await this.answered(
      broker,
      await broker.abi(batch('AE', broker.sender, broker.filerCode, [entrySummary(asked, IMPORTER, known)])),
      'AX',
    );
    await this.answered(
      broker,
      await broker.abi(batch('AE', broker.sender, broker.filerCode, [entrySummary(spare, IMPORTER, known)])),
      'AX',
    );
    // What an importer is asked about, in the hands of who asks.
    const itemId = await eventually(async () => {
      const { status, body } = await this.takeWork();
      return status === 200 && (body.items[0].itemId as number);
    });
    // And some that are left to take: what was ordered of a part that does not answer may be done when it goes on, and then again.
    this.leftToTake += 2;
    await eventually(async () => {
      const { body } = await this.outside('cee', 'GET', '/work-items?limit=200', undefined, this.specialistKey);
      return body.items.length >= this.leftToTake;
    });

    // What was asked for once is known while its owner is away.
    await carrier.get(`/questions/bills/${paper.billKey}`);
    await broker.get(`/questions/entries/${broker.filerCode}/${paper.entryNumber}`);
    await broker.get(`/questions/entry-summaries/${broker.filerCode}/${held.entryNumber}`);
    const token = await (this.token ??= this.signIn());
    const ocean = this.voyage(1);
    const oceanText = manifest309(ocean, this.run);
    const truckBody = this.truckManifest();
    const [byCatair, byJson, summarised] = [this.voyage(1), this.voyage(1), this.voyage(1)];
    const arrival = {
      carrier: known.scac,
      voyage: known.voyage,
      port: known.port,
      arrivedAt: new Date().toISOString(),
      conveyanceName: known.vessel,
    };
    const decision = {
      idempotencyKey: randomUUID(),
      port: PORT,
      mode: 'vessel',
      conveyance: { scac: paper.scac, trip: waiting.voyage },
      bills: [{ issuerScac: paper.scac, number: paper.billNumber }],
      entry: paper.reference,
      documentsSeen: this.papers.map((code) => ({ code })),
      decision: 'release',
      decidedAt: new Date().toISOString(),
    };
    const food = await this.reviewed();
    const keys = `degradation-${this.run}`;
    const report = await (this.report ??= this.saveReport());
    const quarter = await (this.quarter ??= this.firstQuarter());
    const talk = await (this.talk ??= this.openConversation());
    const message = { id: randomUUID(), text: `The agreement on the moulds follows ${this.run}.` };
    const suggestion = {
      id: randomUUID(),
      title: `More columns ${this.run}`,
      text: 'The report of entries should show the vessel.',
      about: 'account',
    };
    const invited = { name: 'Sam Ito', email: `${keys}@example.com`, role: 'user', leaves: { documents: 'read' } };
    const capability = {
      code: keys,
      name: 'Something new',
      changes: 'Whoever has it files in a new way',
      judgedBy: 'entry',
      why: 'Tried with a few accounts first',
    };
    const delegation = {
      id: randomUUID(),
      phase: 'test',
      ...this.undelegated.shift(),
      volunteers: [IMPORTER],
      staffNeeded: 1,
      trialCasesNeeded: 0,
      trialPercentNeeded: 0,
      source: 'Memorandum on the test',
    };
    const benefit = {
      ...{ id: randomUUID(), effect: 'withhold', benefit: 'monthly trends', ports: ['3801'] },
      ...{ from: today(new Date()), reason: 'Counted anew at this port' },
    };
    const safety = {
      ...{ id: randomUUID(), kind: 'import safety', subject: 'Boxes that break', facts: 'Found by a laboratory.' },
      ...{ headings: ['3924'], port: PORT },
    };
    const request = {
      ...{ id: randomUUID(), form: 'CF-28', about: 'value', question: `What was paid for voyage ${this.run}?` },
    };
    const question = {
      id: randomUUID(),
      topic: 'lunch boxes',
      heading: '3924',
      text: 'Is a lunch box with a lid 3924?',
    };
    const protest = {
      ...{ id: randomUUID(), capacity: 'importer', decision: 'liquidation', drawback: 'none' },
      protestant: {
        name: 'Pacific Home Goods Inc',
        address: '100 Harbor Plaza, Long Beach CA',
        importerNumber: IMPORTER,
      },
      entries: [{ entryNumber: 'B76-0324527-8', enteredOn: '2026-01-16', decidedOn: addDays(portDay(), -30) }],
      ...{ category: `Plastics ${this.run}`, merchandise: 'Food boxes of polypropylene' },
      objections: [{ claim: '3924.10 is claimed', justification: 'They are tableware' }],
    };
    const randomCase = randomUUID();
    const issued = await this.issueNoticeOfCase();
    const petitioned = await this.noticeMailed();
    const decided = await this.noticeMailed();
    const toDecide = randomUUID();
    await this.petition(decided, toDecide);
    const newPetition = randomUUID();
    const drawbackClaim = drawbackClaimBody(
      this.voyage(1).shipments[0]!.reference,
      'B76-0100000-6',
      '3924104000',
      addDays(portDay(), -1),
    );
    const executedOn = localDate(new Date(), 'America/New_York');
    const bond = {
      ...{ action: 'add', type: 'single transaction', activityCode: '1', amountDollars: 50_000, executedOn },
      transaction: { type: 'entry', entryType: '01', id: this.voyage(1).shipments[0]!.reference.replaceAll('-', '') },
      ...{ principal: { numberType: 'EI', number: IMPORTER }, surety: { code: '036', agent: '036-00-0001' } },
    };
    const actor = 'D. Nakamura';
    // Nothing that is filed here is of these goods.
    const barred = { headings: ['2709'], origins: ['RU'], reason: `Order ${this.run}`, from: portDay(), actor };
    const facility = { firmsCode: 'W777', name: 'Harbor Bonded Stores', type: '04', ports: [PORT], from: '2020-01-01' };
    const facilities = { facilities: [facility], actor };
    const limits = { sureties: [{ surety: '036', underwritingDollars: 50_000_000, from: '2026-07-01' }], actor };
    const agents = [{ agent: '036-00-0001', filerCode: 'S36', from: '2020-01-01' }];
    const keyed = (what: string): Record<string, string> => ({ 'idempotency-key': `${keys}-${what}` });
    const filing = (by: Partner, send: () => Promise<Answer>): Doing => ({ by, go: () => sightOf(send()) });
    // What is done aside is answered 202 too, and has no answer in a mailbox that is looked for.
    const looking = (send: () => Promise<Answer>): Doing => ({
      by: null,
      go: async () => ({ ...(await sightOf(send())), transmissionId: null }),
    });
    const entryPath = (entry: string): string => `${broker.filerCode}/${entry}`;
    return {
      'ocean manifest': filing(carrier, () => carrier.x12(oceanText)),
      'truck manifest': filing(truck, () => truck.json('/filings/manifest', truckBody, keyed('truck'))),
      arrival: filing(carrier, () => carrier.json('/filings/arrival', arrival, keyed('arrival'))),
      'bill hold': filing(officer, () =>
        officer.json(`/officer/bills/${held.billKey}/holds`, { code: '1H', reason: 'Manifest review' }, keyed('hold')),
      ),
      'cargo release CATAIR': filing(broker, () => this.releases(byCatair)),
      'cargo release JSON': filing(broker, () =>
        broker.json('/filings/cargo-release', releaseBody(byJson), keyed('release')),
      ),
      'entry summary': filing(broker, () =>
        broker.abi(
          batch('AE', broker.sender, broker.filerCode, [entrySummary(summarised.shipments[0]!, IMPORTER, summarised)]),
        ),
      ),
      'drawback claim': filing(broker, () => broker.json('/filings/drawback-claim', drawbackClaim, keyed('drawback'))),
      bond: filing(surety, () => surety.json('/filings/bond', bond, keyed('bond'))),
      'entry review': filing(officer, () =>
        officer.json(
          `/officer/entries/${entryPath(examined.entryNumber)}/review`,
          { decision: 'exam ordered', note: 'Seal does not match' },
          keyed('review'),
        ),
      ),
      'agency decision': filing(this.agency, () =>
        this.agency.json(`/agency/entries/${entryPath(food)}/decision`, { decision: 'may proceed' }, keyed('agency')),
      ),
      'agency worklist': looking(() => this.agency.get('/agency/lines?limit=1')),
      'bill look-up': looking(() => carrier.get(`/bills/${paper.billKey}`)),
      'entry look-up': looking(() => broker.get(`/entries/${entryPath(paper.entryNumber)}`)),
      'question on a bill': looking(() => carrier.get(`/questions/bills/${paper.billKey}`)),
      'question on an entry': looking(() => broker.get(`/questions/entries/${entryPath(paper.entryNumber)}`)),
      'question on a summary': looking(() =>
        broker.get(`/questions/entry-summaries/${broker.filerCode}/${held.entryNumber}`),
      ),
      'duty question': looking(() =>
        broker.json('/questions/duty', {
          entryType: '01',
          lines: [
            {
              number: '1',
              countryOfOrigin: 'DE',
              tariffs: [{ hts: '3924104000', valueDollars: 10_000, dutyCents: 0 }],
            },
          ],
        }),
      ),
      'bond look-up': looking(() => surety.get('/bonds?limit=1')),
      bulletin: looking(() => this.outside('gateway', 'GET', '/liquidations?on=2026-11-27')),
      mailbox: looking(() => broker.get('/mailbox?limit=1')),
      'mailbox after sign-in': looking(() => this.outside('gateway', 'GET', '/mailbox?limit=1', undefined, token)),
      'filer set-up': looking(() => this.setUpFiler()),
      'account change': looking(() => this.changeAccount()),
      document: looking(() => this.handIn(`${keys}.gif`)),
      picture: looking(() =>
        this.outside('account', 'GET', `/accounts/${this.importer.id}/picture`, undefined, this.importer.apiKey),
      ),
      'public status': looking(() => this.outside('status', 'GET', '/status/summary.json')),
      'paper decision': looking(() => this.releaseOnPaper(decision)),
      notice: looking(() => this.issueNotice()),
      suggestion: looking(() => this.asOwner('POST', '/suggestions', suggestion)),
      invitation: looking(() => this.asOwner('POST', '/invitations', { ...invited, why: 'Reads our documents' })),
      'report run': looking(() => this.asOwner('POST', `/reports/${report}/runs?format=csv`)),
      'capability order': looking(() =>
        this.outside('account', 'POST', '/capabilities', capability, this.keyOf('headquarters')),
      ),
      'running of the platform': looking(() =>
        this.outside('port', 'GET', '/platform/modules', undefined, this.keyOf('headquarters')),
      ),
      pages: looking(async () => {
        const response = await fetch(this.platform.demo.portal, { signal: AbortSignal.timeout(60_000) });
        return { status: response.status, headers: response.headers, body: await response.text() };
      }),
      examinations: looking(() =>
        this.outside('port', 'GET', '/desk/examinations?port=2704', undefined, this.keyOf('officer')),
      ),
      'oversight report': looking(() => this.outside('account', 'GET', `/oversight/${quarter}`)),
      'work item': looking(() => this.takeWork()),
      'Center notice': looking(() =>
        this.outside('cee', 'GET', `/accounts/${this.importer.id}/notices`, undefined, this.importer.apiKey),
      ),
      'delegation order': looking(() =>
        this.outside('cee', 'POST', '/delegation-orders', delegation, this.keyOf('headquarters')),
      ),
      'benefit order': looking(() =>
        this.outside('cee', 'POST', '/benefit-orders', benefit, this.keyOf('headquarters')),
      ),
      'question to a Center': looking(() => this.outside('cee', 'POST', '/hub-questions', question, this.ownerKey)),
      'Center page': looking(() => this.outside('cee', 'GET', '/center-pages/publications')),
      protest: looking(() => this.outside('cee', 'POST', '/protests', protest, this.importer.apiKey)),
      'penalty case': looking(() =>
        this.outside('enforcement', 'POST', '/enforcement-cases', this.penalty(randomCase), this.fpfKey),
      ),
      'own cases': looking(() =>
        this.outside('enforcement', 'GET', '/enforcement-cases', undefined, this.importer.apiKey),
      ),
      'notice of a case': looking(() =>
        this.outside('enforcement', 'POST', `/enforcement-cases/${issued.id}/mailings`, issued.mailing, this.fpfKey),
      ),
      petition: looking(() => this.petition(petitioned, newPetition)),
      'decision on a petition': looking(() =>
        this.outside(
          'enforcement',
          'POST',
          `/petitions/${toDecide}/decision`,
          {
            version: 1,
            outcome: 'denied',
            reasons: 'Nothing was shown',
            notAwaited: 'It asks for nothing of a Center',
          },
          this.fpfKey,
        ),
      ),
      'drawback claims': looking(() =>
        this.outside('cee', 'GET', '/drawback-claims', undefined, broker.account.apiKey),
      ),
      'conversation message': looking(() =>
        this.outside('account', 'POST', `/conversations/${talk}/messages`, message, this.ownerKey),
      ),
      'account as a whole': looking(() =>
        this.outside('cee', 'GET', `/accounts/${this.importer.id}/compliance`, undefined, this.importer.apiKey),
      ),
      'Center case': looking(() => this.outside('cee', 'POST', '/center-cases', safety, this.specialistKey)),
      'notice to an importer': looking(() =>
        this.outside('cee', 'POST', `/work-items/${itemId}/notices`, request, this.specialistKey),
      ),
      'trade order': looking(() => this.outside('entry', 'POST', '/operations/trade-orders', barred)),
      facilities: looking(() => this.outside('entry', 'POST', '/operations/facilities', facilities)),
      'limits of sureties': looking(() => this.outside('entry', 'POST', '/operations/sureties', limits)),
      'agents of a surety': looking(() =>
        this.outside('account', 'POST', `/accounts/${insurer.id}/surety-agents`, { agents, why: 'Limits' }, insurerKey),
      ),
      'bonds of an account': looking(() =>
        this.outside('account', 'GET', `/accounts/${insurer.id}/bonds?limit=1`, undefined, insurerKey),
      ),
    };
  }

  private get fpfKey(): string {
    return this.platform.demo.accounts.flatMap(({ people }) => people).find(({ role }) => role === 'FP&F officer')!
      .apiKey;
  }

  private penalty(id: string): object {
    return {
      ...{ id, law: '19 USC 1623', event: { kind: 'missing deposit', reference: `T-${id.slice(0, 8).toUpperCase()}` } },
      ...{ port: PORT, subject: 'No deposit came', facts: 'No deposit came with the summary.' },
      ...{ violationOn: '2026-01-30', assessed: '100.00' },
      parties: [{ role: 'principal', name: 'Pacific Home Goods Inc', accountId: this.importer.id }],
    };
  }

  /** A case whose notice is issued and waits to be mailed. */
  private async issueNoticeOfCase(): Promise<{ id: string; mailing: object }> {
    const id = randomUUID();
    const opened = await this.outside('enforcement', 'POST', '/enforcement-cases', this.penalty(id), this.fpfKey);
    const { number } = opened.body as { number: string };
    const issue = { step: 'issue notice', version: 1, why: 'No deposit' };
    await this.outside('enforcement', 'POST', `/enforcement-cases/${id}/steps`, issue, this.fpfKey);
    const proofs = [{ servedNotice: `${number}-01`, reference: '9407 1000 17' }];
    return { id, mailing: { version: 2, mailedOn: portDay(), how: 'certified mail', proofs } };
  }

  /** A case whose notice was mailed. */
  private async noticeMailed(): Promise<string> {
    const { id, mailing } = await this.issueNoticeOfCase();
    await this.outside('enforcement', 'POST', `/enforcement-cases/${id}/mailings`, mailing, this.fpfKey);
    return id;
  }

  private petition(caseId: string, id: string): Promise<Answer> {
    const petition = {
      ...{ id, kind: 'petition', happenedOn: '2026-01-30', happenedAt: 'Los Angeles', facts: 'The deposit was sent.' },
      ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner' },
    };
    return this.outside(
      'enforcement',
      'POST',
      `/enforcement-cases/${caseId}/petitions`,
      petition,
      this.importer.apiKey,
    );
  }

  /** One filing for each module, so that something waits for an answer. */
  async fileSomething(): Promise<void> {
    const key = `something-${this.run}`;
    await this.truck.json('/filings/manifest', this.truckManifest(), { 'idempotency-key': key });
    await this.broker.json('/filings/cargo-release', releaseBody(this.voyage(1)), { 'idempotency-key': key });
  }

  /** Everything in the mailbox that answers this transmission; a 997 only says that the X12 could be read, an ADM that it waits. */
  async answersTo(by: Partner, transmissionId: string): Promise<MailboxItem[]> {
    return (await by.answersTo(transmissionId)).filter(
      ({ application }) => application !== '997' && application !== 'ADM',
    );
  }

  /** A whole sign-in of the demo's person, with a browser. */
  private async signIn(): Promise<string> {
    const { services, person } = this.platform.demo;
    const account = services['account']!;
    const { email, password, secret } = person!;
    const origin = account.replace('127.0.0.1', 'localhost');
    const { address, verifier } = authorization(`${origin}/oidc`);
    const browser = new Browser(origin, account);
    const page = await browser.go(address);
    const { headers } = await browser.go(page.path, { email, password, code: appCode(secret) });
    const code = new URL(String(headers['location'])).searchParams.get('code')!;
    return (await tokenFor(account, codeForm(code, verifier))).body.access_token as string;
  }

  /** A fresh voyage whose numbers no other has. */
  private voyage(bills: number): Voyage {
    return voyageOf((this.run += 1), 'MAEU', this.broker.filerCode, bills);
  }

  private releases(voyage: Voyage): Promise<Answer> {
    const { broker } = this;
    return broker.abi(
      batch(
        'SE',
        broker.sender,
        broker.filerCode,
        voyage.shipments.map((ship) => cargoRelease(ship, IMPORTER, voyage.voyage)),
      ),
    );
  }

  private truckManifest(): object {
    const scac = this.truck.account.scacs[0]!;
    const run = String((this.run += 1));
    const bill = {
      issuer: scac,
      number: `T${run}`,
      ladingPort: '09999',
      quantity: 12,
      unit: 'SKD',
      weight: '5200',
      weightUnit: 'K',
      billType: '00',
      parties: [
        {
          role: 'SH',
          name: 'LAKESHORE TOOL CO',
          addressLines: ['9 FRONT STREET'],
          city: 'TORONTO',
          state: 'ON',
          postalCode: 'M5J1E3',
          country: 'CA',
        },
        {
          role: 'CN',
          name: 'BUFFALO MACHINE SUPPLY',
          addressLines: ['77 NIAGARA STREET'],
          city: 'BUFFALO',
          state: 'NY',
          postalCode: '14202',
          country: 'US',
        },
      ],
      containers: [{ number: 'TRL900', seals: ['SEAL9001'] }],
      cargo: [{ quantity: 12, description: 'MACHINE TOOL PARTS' }],
    };
    return {
      conveyance: { carrier: scac, voyage: `${scac}T${run}`, modeOfTransport: '30', country: 'CA', manifestType: 'W' },
      ports: [{ port: '0901', estimatedArrival: portDay(), bills: [bill] }],
    };
  }

  /** Of a filer code that nobody has: nobody is judged by it. */
  private setUpFiler(): Promise<Answer> {
    const party = {
      ...{ as: 'filer', ports: [], office: '', applications: ['SE'], processingPorts: [] },
      ...{ senders: [{ site: '2704', id: 'ZX9', office: '' }], from: '2026-01-01', to: null },
    };
    return this.outside('account', 'POST', '/operations/filer-set-ups', {
      filerCode: 'ZX9',
      setUp: { filesAs: 'self-filer', nationalPermit: null, localPermitPorts: [], parties: [party] },
    });
  }

  private changeAccount(): Promise<Answer> {
    const { role: _role, people: _people, ...account } = this.importer;
    return this.outside('account', 'POST', '/operations/accounts', {
      ...account,
      name: `Pacific Home Goods Inc ${(this.run += 1)}`,
    });
  }

  /** So that officers may decide on paper at the port of the voyages: headquarters declares a downtime for it. */
  async declareDowntime(): Promise<void> {
    const confirmed = {
      functions: [],
      modules: ['entry', 'manifest'],
      channels: [],
      directions: [],
      modes: ['vessel'],
      ports: [PORT],
      portGroups: [],
      users: [],
    };
    const declared = await this.outside(
      'port',
      'POST',
      '/downtime/downtimes',
      { confirmed, reason: 'Exercise of the port' },
      this.keyOf('headquarters'),
    );
    expect(declared.status).toBe(201);
    const { body } = await this.outside(
      'port',
      'GET',
      `/desk/playbooks/national/vessel`,
      undefined,
      this.keyOf('headquarters'),
    );
    this.papers = body.procedure.documents.map(({ id }: { id: string }) => id);
  }

  /** Of two Centers, functions for which a test can be prepared: one a case. */
  async findDelegations(): Promise<void> {
    const key = this.keyOf('headquarters');
    const from = new Date(Date.now() + A_WEEK_MS).toISOString().slice(0, 10);
    for (const center of ['CEE001', 'CEE002']) {
      const { body } = await this.outside('cee', 'GET', `/delegation-orders?center=${center}`, undefined, key);
      for (const one of body.orders[0].functions) this.undelegated.push({ center, functions: [one], from });
    }
  }

  private asOwner(method: string, path: string, body?: object): Promise<Answer> {
    const { id, people } = this.importer;
    const owner = people.find(({ role }) => role === 'owner')!;
    return this.outside('account', method, `/accounts/${id}${path}`, body, owner.apiKey);
  }

  private get ownerKey(): string {
    return this.importer.people.find(({ role }) => role === 'owner')!.apiKey;
  }

  /** About the account: there is one, which the demo has opened. */
  private async openConversation(): Promise<string> {
    const order = { id: randomUUID(), subject: `account:${this.importer.id}`, title: 'A new plant' };
    const { body } = await this.outside('account', 'POST', '/conversations', order, this.ownerKey);
    return body.id;
  }

  private async saveReport(): Promise<string> {
    const { status, body } = await this.asOwner('POST', '/reports', {
      name: 'Entries',
      filters: { kind: 'entry', monthOf: 'filing' },
      columns: ['reference', 'port', 'dutyCents'],
    });
    expect(status).toBe(201);
    return body.id;
  }

  /** A quarter of which there is an oversight report: the running one, some seconds after the start. */
  private firstQuarter(): Promise<string> {
    return eventually(
      async () => {
        const { body } = await this.outside('account', 'GET', '/oversight');
        return (body.reports[0]?.quarter ?? false) as string | false;
      },
      { within: 60_000, every: 200 },
    );
  }

  /** Of what the entry summaries of `prepare` made work; nothing left to take is no success. */
  private get specialistKey(): string {
    return this.platform.demo.accounts.flatMap(({ people }) => people).find(({ role }) => role === 'Center specialist')!
      .apiKey;
  }

  private async takeWork(): Promise<Answer> {
    const answer = await this.outside('cee', 'POST', '/work-items/takes', { count: 1 }, this.specialistKey);
    return answer.status === 200 && answer.body.items.length !== 1 ? { ...answer, status: 404 } : answer;
  }

  private releaseOnPaper(decision: object): Promise<Answer> {
    return this.outside('port', 'POST', '/desk/decisions', decision, this.keyOf('officer'));
  }

  private issueNotice(): Promise<Answer> {
    return this.outside(
      'port',
      'POST',
      '/downtime/notices',
      { title: `Values are edited ${(this.run += 1)}`, statement: { kind: 'edit change', confirmed: {} } },
      this.keyOf('headquarters'),
    );
  }

  private get importer(): LaunchedPlatform['demo']['accounts'][number] {
    return this.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  }

  /** The smallest image there is; each under a name of its own. */
  private async handIn(name: string): Promise<Answer> {
    const response = await fetch(`${this.platform.urls['account']}/documents?name=${name}`, {
      method: 'POST',
      signal: AbortSignal.timeout(60_000),
      headers: { authorization: `Bearer ${this.importer.apiKey}`, 'content-type': 'image/gif' },
      body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    });
    const body: any = await response.json();
    // Kept now (201) or already (200): the same content is the same document. What became of it each answer says; here refusals tell.
    return { status: response.ok ? 201 : response.status, headers: response.headers, body: response.ok ? null : body };
  }

  /** An entry of food that waits for the agency. */
  private async reviewed(): Promise<string> {
    const voyage = this.voyage(1);
    const [{ entryNumber, reference }] = voyage.shipments as [Shipment];
    await this.broker.json('/filings/cargo-release', releaseBody(voyage, foodRecords(portDay())), {
      'idempotency-key': `food-${entryNumber}`,
    });
    await eventually(
      async () =>
        expect((await this.agency.get(`/agency/lines?entry=${reference}`)).body.entries).toMatchObject([
          { lines: [{ state: 'under review' }] },
        ]),
      { within: 60_000 },
    );
    return entryNumber;
  }

  private keyOf(role: string): string {
    return this.platform.demo.accounts.find((account) => account.role === role)!.apiKey;
  }

  /** A service's own address, past the gateway. */
  private async outside(
    service: string,
    method: string,
    path: string,
    body?: object,
    key = this.platform.demo.operationsToken,
  ): Promise<Answer> {
    const response = await fetch(`${this.platform.urls[service]}${path}`, {
      method,
      signal: AbortSignal.timeout(60_000),
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  private async answered(by: Partner, sent: Answer, application: string): Promise<void> {
    await eventually(
      async () => {
        const items = await by.answersTo(sent.body.id);
        expect(items.filter((item) => item.application === application).map(effectOf)).toEqual([TOOK_EFFECT]);
      },
      { within: 60_000 },
    );
  }
}

const party = (role: string, name: string, street: string, city: string, country: string): object => ({
  role,
  name,
  addressLines: [street],
  city,
  country,
});

const releaseBody = (
  { voyage, vessel, port, shipments: [ship] }: Voyage,
  agencyRecords: readonly object[] = [],
): object => ({
  action: 'add',
  entryNumber: ship!.reference,
  entryType: '01',
  importer: { type: 'EI', number: IMPORTER },
  modeOfTransport: '11',
  bondType: '8',
  estimatedValueDollars: 10_000,
  portOfEntry: port,
  portOfUnlading: port,
  locationOfGoods: 'Y258',
  conveyance: { name: vessel, voyage },
  contact: { name: 'PAT FILER', phone: '5625550100' },
  bills: [{ type: 'R', issuer: ship!.scac, number: ship!.billNumber, quantity: 100 }],
  references: [{ qualifier: 'CR', value: 'PW0001' }],
  parties: [
    party('SE', 'NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE'),
    party('BY', 'PACIFIC HOME GOODS INC', '400 HARBOR AVE', 'LONG BEACH', 'US'),
    { role: 'CN', idType: 'EI', id: IMPORTER },
  ],
  lines: [
    {
      number: '1',
      countryOfOrigin: 'DE',
      description: 'PLASTIC KITCHENWARE',
      parties: [party('MF', 'NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE')],
      tariffs: [{ hts: '3924104000', valueDollars: 10_000, ...(agencyRecords.length > 0 && { agencyRecords }) }],
    },
  ],
});

export const TOOK_EFFECT = 'took effect';

/** That what was filed took effect, or the answer that says otherwise. */
export const effectOf = (answer: MailboxItem): string => (tookEffect(answer) ? TOOK_EFFECT : answer.body);

const tookEffect = ({ application, body }: MailboxItem): boolean => {
  if (application === '355') return /BILLS [1-9]\d* OK 0 REJ/.test(body);
  if (application === 'SX') return /^SE9002/m.test(body);
  if (application === 'AX') return /^E1A.995/m.test(body);
  return (JSON.parse(body) as { disposition?: string }).disposition === 'processed';
};
