import { ManifestFiled } from '#contracts';
import { NOW } from '../../apps/entry/src/release/release.fixture';
import { BillsModel, entrySubjectOf, ReleasesModel, TYPE_OF } from './cargo.model';
import { GatewayModel, type ModuleName } from './gateway.model';
import type { Row } from './row';
import { ModuleModel } from './module.model';
import { type Invocation, PortsModel } from './ports.model';

/** What can happen. Numbers choose among what there is. */
export type Command =
  | { readonly do: 'file'; readonly serial: number; readonly kind: 'release' | 'summary'; readonly bad: boolean }
  | { readonly do: 'file manifest'; readonly serial: number; readonly bad: boolean }
  | { readonly do: 'file again'; readonly which: number; readonly changed: boolean }
  | { readonly do: 'arrive' | 'hold' | 'free'; readonly serial: number }
  | { readonly do: 'kill' | 'start' | 'lose database' | 'find database'; readonly module: ModuleName }
  | { readonly do: 'stop' | 'resume'; readonly module: ModuleName }
  | { readonly do: 'kill keeper' }
  | { readonly do: 'keep' }
  | { readonly do: 'carry'; readonly lane: number; readonly killed: boolean }
  | { readonly do: 'work'; readonly module: ModuleName; readonly times: number; readonly acknowledged: boolean }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'invoke'; readonly invocation: Invocation }
  | { readonly do: 'revoke'; readonly which: number }
  | { readonly do: 'hear' }
  | {
      readonly do: 'decide by hand';
      readonly serial: number;
      readonly decision: 'release' | 'hold' | 'exam' | 'refuse';
    }
  | { readonly do: 'take back'; readonly which: number }
  | { readonly do: 'process outside'; readonly which: number };

export interface Sent {
  readonly name: string;
  readonly content: string;
  readonly module: ModuleName;
  readonly type: string;
  readonly subject: string;
  readonly answer: string;
}

/** The whole platform in memory: its own rules, with a clock, a disk and a broker that are played. */
export class Country {
  at = NOW.getTime();
  readonly sent: Sent[] = [];
  readonly manifest = new ModuleModel('manifest', (row) => this.handle(row));
  readonly entry = new ModuleModel('entry', (row) => this.handle(row));
  readonly gateway = new GatewayModel({ manifest: this.manifest, entry: this.entry }, () => this.at);
  readonly bills = new BillsModel();
  readonly releases = new ReleasesModel(() => new Date(this.at));
  readonly ports = new PortsModel(() => new Date(this.at));
  /** Rows each module handled, in its order. */
  readonly handled: Row[] = [];
  private readonly bad = new Set<string>();
  private readonly what = new Map<
    string,
    { readonly serial: number; readonly kind: 'release' | 'summary' | 'manifest' }
  >();

  /** With bills that were on the manifest before anything happened. */
  constructor(onManifest: readonly number[] = []) {
    for (const serial of onManifest) this.bills.file(serial);
    this.tellBills();
  }

  run(command: Command): void {
    this.at += 50;
    this.step(command);
  }

  /** Everything is started, ordered open, and given time: what a platform must come to by itself and by its people. */
  settle(): void {
    for (const module of ['manifest', 'entry'] as const) {
      this.run({ do: 'start', module });
      this.run({ do: 'find database', module });
    }
    while (this.ports.inForce.length > 0) this.run({ do: 'revoke', which: 0 });
    for (let turn = 0; turn < 400 && !this.isQuiet; turn += 1) {
      this.run({ do: 'wait', seconds: 1 });
      this.run({ do: 'keep' });
      for (const gate of this.gateway.gates)
        if (gate.state === 'STOPPED' && gate.closedBy === 'order')
          this.run({ do: 'resume', module: gate.module as ModuleName });
      for (const lane of [0, 1]) this.run({ do: 'carry', lane, killed: false });
      for (const module of ['manifest', 'entry'] as const)
        this.run({ do: 'work', module, times: 8, acknowledged: true });
      this.run({ do: 'hear' });
    }
  }

  get isQuiet(): boolean {
    const { gates, outbox } = this.gateway;
    return (
      outbox.length === 0 && this.manifest.idle && this.entry.idle && gates.every(({ state }) => state === 'FLOWING')
    );
  }

  private step(command: Command): void {
    switch (command.do) {
      case 'file':
        return this.file(
          command.serial,
          command.kind,
          'entry',
          TYPE_OF[command.kind],
          entrySubjectOf(command.serial),
          command.bad,
        );
      case 'file manifest':
        return this.file(
          command.serial,
          'manifest',
          'manifest',
          ManifestFiled.type,
          `conveyance:MAEU-${command.serial}`,
          command.bad,
        );
      case 'file again': {
        const before = this.sent[command.which % Math.max(1, this.sent.length)];
        if (!before) return;
        const { name, content, module, type, subject } = before;
        const again = { name, content: command.changed ? `${content}, changed` : content, module, type, subject };
        const answer = this.gateway.accept(again.name, again.content, module, type, subject);
        return void this.sent.push({ ...again, answer: typeof answer === 'string' ? answer : answer.id });
      }
      case 'arrive':
        this.bills.arrive(command.serial, new Date(this.at).toISOString());
        return this.tellBills();
      case 'hold':
      case 'free':
        this.bills.setHold(command.serial, command.do === 'hold');
        return this.tellBills();
      case 'kill':
        return this[command.module].kill(this.at);
      case 'start':
        this[command.module].start();
        return this.back(command.module);
      case 'lose database':
        Object.assign(this[command.module], {
          databaseReachable: false,
          databaseAwaySince: this[command.module].databaseAwaySince ?? this.at,
        });
        return;
      case 'find database':
        Object.assign(this[command.module], { databaseReachable: true, databaseAwaySince: null });
        return this.back(command.module);
      case 'stop':
      case 'resume':
        return this.gateway.order(command.module, command.do === 'stop' ? 'STOPPED' : 'TRIAL');
      case 'kill keeper':
        return this.gateway.forgetTrials();
      case 'keep':
        return this.gateway.keep();
      case 'carry':
        return this.gateway.carry(command.lane, command.killed);
      case 'work':
        for (let n = 0; n < command.times; n += 1) this[command.module].work(command.acknowledged);
        return;
      case 'wait':
        this.at += command.seconds * 1_000;
        return;
      case 'invoke':
        return void this.ports.invoke(command.invocation);
      case 'revoke':
        return this.ports.revoke(command.which);
      case 'hear':
        this.tellPapers();
        this.tellBills();
        return this.ports.hear(this.bills.bills.values(), this.releases.statuses.values());
      case 'decide by hand': {
        const claim = this.works('entry') ? this.releases.claim.bind(this.releases) : null;
        return void this.ports.decide(command.serial, command.decision, claim);
      }
      case 'take back':
        return this.ports.takeBack(command.which);
      case 'process outside': {
        const waiting = this.gateway.outbox[command.which % Math.max(1, this.gateway.outbox.length)];
        if (waiting) this.gateway.processedOutside(waiting.filingId);
      }
    }
  }

  private file(
    serial: number,
    kind: 'release' | 'summary' | 'manifest',
    module: ModuleName,
    type: string,
    subject: string,
    bad: boolean,
  ): void {
    const name = `number ${this.sent.length}`;
    const content = `${kind} ${serial} ${this.sent.length}`;
    const answer = this.gateway.accept(name, content, module, type, subject);
    if (typeof answer === 'string') throw new Error('a new name was taken');
    this.what.set(answer.id, { serial, kind });
    if (bad) this.bad.add(answer.id);
    this.sent.push({ name, content, module, type, subject, answer: answer.id });
  }

  private handle(row: Row): void {
    if (this.bad.has(row.filingId)) throw new Error('this message cannot be handled');
    const { serial, kind } = this.what.get(row.filingId)!;
    this.handled.push(row);
    if (kind === 'manifest') this.bills.file(serial);
    else this.releases.take(row.type, serial);
    this.gateway.answered(row.filingId);
    this.tellBills();
  }

  /** Entry, started or with its database back, first asks status what was decided on paper meanwhile; only then it releases anything. */
  private back(name: ModuleName): void {
    if (name === 'entry') this.tellPapers();
    this.tellBills();
  }

  private works(name: ModuleName): boolean {
    return this[name].alive && this[name].databaseReachable;
  }

  private tellPapers(): void {
    if (this.works('entry')) this.releases.hearPapers(this.ports.papers);
  }

  private tellBills(): void {
    if (!this.works('entry')) return;
    for (const bill of this.bills.bills.values()) this.releases.hearBill(bill);
  }
}
