import { setTimeout as pause } from 'node:timers/promises';
import type { DemoFile } from '../platform/launch';
import { Partner } from '../demo/partner';
import { type Consignment, consignment, type Message } from './consignment';
import { type DrillFiling, type FilingKind, isAcknowledged, isRefusal, type Ledger, type Sending } from './ledger';
import { isAccepted, NO_ANSWERS, releaseStatuses } from './mail';
import type { Lane, Outage } from './outage';
import { sendMessage } from './sending';

/** The broker of the drills: no other program files under its code. */
export const BROKER = 'second-broker';
const ROLES = ['ocean-carrier', 'truck-carrier', BROKER] as const;
const NEXT_FILING_MS = 700;
const AGAIN_MS = 3_000;
const SECONDS_OF_RUNS = 400;

/** How many numbers a drill may use up. */
export const runsNeeded = ({ traffic }: Outage): number =>
  Math.ceil(traffic.reduce((sum, { perSecond }) => sum + perSecond, 0) * SECONDS_OF_RUNS);

/**
 * Partners who file all the while, as their software would: each filing follows the one before it whether or not that was answered; what
 * was not acknowledged is sent again, and a few are sent twice although they were.
 */
export class Traffic {
  readonly consignments: Consignment[] = [];
  private readonly partners: ReadonlyMap<string, Partner>;
  private readonly parties: Parameters<typeof consignment>[2];
  private readonly open = new Set<Promise<void>>();
  private run: number;
  private going = true;
  private abandoned = false;
  private reading = true;
  private reader: Promise<void> = Promise.resolve();
  private readonly beganAt = new Date().toISOString();
  /** Carriers whose own systems are down. */
  private readonly silent = new Set<string>();

  constructor(
    private readonly demo: DemoFile,
    private readonly outage: Outage,
    private readonly ledger: Ledger,
    firstRun: number,
  ) {
    const account = (role: string) => demo.accounts.find((a) => a.role === role)!;
    this.partners = new Map(ROLES.map((role) => [role, new Partner(demo.gateway, account(role))]));
    this.run = firstRun;
    this.parties = {
      oceanScac: account('ocean-carrier').scacs[0]!,
      truckScac: account('truck-carrier').scacs[0]!,
      filerCode: account(BROKER).filerCodes[0]!,
      sender: account(BROKER).abi!,
      importer: account('importer').importerNumbers[0]!,
    };
  }

  /** Filings offered in a second while all carriers send. */
  get filingsPerSecond(): number {
    return this.outage.traffic.reduce((sum, { perSecond }) => sum + perSecond, 0) * 5;
  }

  async start(): Promise<void> {
    // What earlier programs left in the mailboxes is none of ours.
    for (const partner of this.partners.values()) while ((await partner.newMail()).length > 0);
    this.reader = this.read();
    for (const lane of this.outage.traffic) this.follow(this.drive(lane));
  }

  /** The carrier sends nothing until its systems are restored; then it sends what it did not send. */
  silence(role: string): void {
    this.silent.add(role);
  }

  restoreCarriers(): void {
    this.silent.clear();
  }

  /** No new cargo; what has begun is filed to its end. */
  async windDown(): Promise<void> {
    this.going = false;
    while (this.open.size > 0) await Promise.allSettled(this.open);
  }

  async stopReading(): Promise<void> {
    this.reading = false;
    await this.reader;
  }

  /** Whatever is under way ends as soon as it can. */
  async abandon(): Promise<void> {
    this.going = false;
    this.abandoned = true;
    this.restoreCarriers();
    await Promise.allSettled(this.open);
    await this.stopReading();
  }

  private follow(work: Promise<void>): void {
    this.open.add(work);
    void work.finally(() => this.open.delete(work)).catch(() => undefined);
  }

  private async drive(lane: Lane): Promise<void> {
    const distance = 1_000 / lane.perSecond;
    for (let due = Date.now(); this.going; due += distance) {
      await pause(Math.max(0, due - Date.now()));
      const cargo = consignment(lane, this.run++, this.parties);
      this.consignments.push(cargo);
      this.follow(this.file(cargo));
    }
  }

  private async file(cargo: Consignment): Promise<void> {
    const { carrierRole, ship, trip } = cargo;
    const byCarrier = async (kind: FilingKind, message: () => Message): Promise<void> => {
      while (this.silent.has(carrierRole)) await pause(100);
      await this.send(carrierRole, kind, `${ship.scac} ${trip}`, cargo, message());
    };
    const carrier = (async () => {
      await byCarrier('manifest', () => cargo.manifest);
      await pause(2 * NEXT_FILING_MS);
      await byCarrier('arrival', () => cargo.arrival(new Date()));
    })();
    await pause(NEXT_FILING_MS);
    await this.send(BROKER, 'cargo release', ship.reference, cargo, cargo.release);
    await pause(2 * NEXT_FILING_MS);
    await this.send(BROKER, 'entry summary', ship.reference, cargo, cargo.summary);
    await pause(NEXT_FILING_MS);
    await this.send(BROKER, 'drawback claim', ship.reference, cargo, cargo.claim);
    await carrier;
  }

  private async send(
    role: string,
    kind: FilingKind,
    reference: string,
    { lane }: Consignment,
    message: Message,
  ): Promise<void> {
    const filing = this.ledger.open({
      role,
      kind,
      module: kind === 'manifest' || kind === 'arrival' ? 'manifest' : 'entry',
      reference,
      port: lane.port,
    });
    for (;;) {
      const sending = await this.once(filing, message, false);
      if (isAcknowledged(sending)) break;
      if (this.abandoned || isRefusal(sending)) return;
      await pause(AGAIN_MS);
    }
    if (this.ledger.filings.length % Math.round(100 / this.outage.sentTwicePercent) === 0)
      await this.once(filing, message, true);
  }

  private async once({ role, sendings }: DrillFiling, message: Message, onPurpose: boolean): Promise<Sending> {
    const sending = await sendMessage(this.demo.gateway, this.partners.get(role)!.account, message, onPurpose);
    sendings.push(sending);
    return sending;
  }

  private async read(): Promise<void> {
    for (let last = false; !last; ) {
      last = !this.reading;
      for (const [role, partner] of this.partners) {
        const mail = await partner.newMail().catch(() => []);
        const own = mail.filter(({ createdAt }) => createdAt >= this.beganAt);
        for (const entry of own) this.note(role, entry.transmissionId, entry.application, entry.body);
        await partner.acknowledge(own.map(({ id }) => id)).catch(() => undefined);
        if (mail.length > 0) last = false;
      }
      await pause(200);
    }
  }

  private note(role: string, transmissionId: string | null, application: string, body: string): void {
    if (transmissionId !== null) {
      if (!NO_ANSWERS.includes(application))
        this.ledger.answered({ role, transmissionId, text: body, accepted: isAccepted(application, body) });
      return;
    }
    for (const { entry, dispositions } of releaseStatuses(application, body)) {
      if (dispositions.some(({ code }) => code === RELEASED)) this.ledger.released(entry);
    }
  }
}

/** Disposition code of SO60: released. */
const RELEASED = '98';
