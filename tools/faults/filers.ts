import { setTimeout as pause } from 'node:timers/promises';
import { batch, cargoRelease } from '../demo/filings';
import { Partner } from '../demo/partner';
import { type Consignment, consignment, type Message } from '../drill/consignment';
import { isAcknowledged, isRefusal } from '../drill/ledger';
import type { Lane } from '../drill/outage';
import { sendMessage } from '../drill/sending';
import { takeRuns } from '../demo/runs';
import type { DemoFile } from '../platform/launch';
import type { Book, Filed } from './book';
import type { Chance } from './chance';

const BROKER = 'second-broker';
const ROLES = ['ocean-carrier', 'truck-carrier', BROKER] as const;
const LANES: readonly Lane[] = [
  { mode: 'vessel', port: '2704', perSecond: 1 },
  { mode: 'truck', port: '3801', perSecond: 1 },
];

/** Shares of one. */
const MANIFESTED = 0.5;
const SUMMARISED = 0.6;
/** Of what is manifested. */
const ARRIVED = 0.5;
const REPEATED = 0.15;
/** Of consignments: six of a hundred transmissions are then second adds. */
const ADDED_TWICE = 0.15;
const SENT_AGAIN = 0.6;
/** Transmissions that one consignment makes on the average. */
const PER_CONSIGNMENT = 1 + MANIFESTED * (1 + ARRIVED) + SUMMARISED * (1 - ADDED_TWICE) + REPEATED * 2 + ADDED_TWICE;

const AGAIN_MS = 3_000;
const READ_EVERY_MS = 200;
const RUNS = 6_000;

/**
 * Three partners who file at a steady rate whatever the platform does: CATAIR SE and AE, X12 309, JSON with and without a key, arrivals. Some of it is sent
 * twice, some entry numbers are added a second time, half of the releases name a bill that is manifested too. Of what was refused or unheard
 * most is sent again as told; the rest never is.
 */
export class Filers {
  private readonly partners: ReadonlyMap<string, Partner>;
  private readonly parties: Parameters<typeof consignment>[2];
  private readonly underWay = new Set<Promise<void>>();
  private run: number;
  private filing = true;
  private patient = true;
  private reading = true;
  private reader: Promise<void> = Promise.resolve();
  /** The last number of each mailbox before the first filing. */
  readonly mailboxBegan = new Map<string, number>();

  constructor(
    home: string,
    private readonly demo: DemoFile,
    private readonly book: Book,
    private readonly chance: Chance,
    private readonly perSecond: number,
  ) {
    const account = (role: string) => demo.accounts.find((a) => a.role === role)!;
    this.partners = new Map(ROLES.map((role) => [role, new Partner(demo.gateway, account(role))]));
    this.run = takeRuns(home, RUNS);
    this.parties = {
      oceanScac: account('ocean-carrier').scacs[0]!,
      truckScac: account('truck-carrier').scacs[0]!,
      filerCode: account(BROKER).filerCodes[0]!,
      sender: account(BROKER).abi!,
      importer: account('importer').importerNumbers[0]!,
    };
  }

  async begin(): Promise<void> {
    for (const [role, partner] of this.partners) {
      let last = 0;
      for (let page = await partner.newMail(); page.length > 0; page = await partner.newMail()) last = page.at(-1)!.id;
      this.mailboxBegan.set(role, last);
    }
    this.reader = this.read();
    this.follow(this.drive());
  }

  /** No new cargo; what has begun is filed to its end, for so long at the most. */
  async windDown(withinMs: number): Promise<void> {
    this.filing = false;
    const deadline = Date.now() + withinMs;
    while (this.underWay.size > 0 && Date.now() < deadline)
      await Promise.race([Promise.allSettled(this.underWay), pause(Math.max(0, deadline - Date.now()))]);
    this.patient = false;
    await Promise.allSettled(this.underWay);
  }

  async stopReading(): Promise<void> {
    this.reading = false;
    await Promise.race([this.reader, pause(15_000, undefined, { ref: false })]);
  }

  private follow(work: Promise<void>): void {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work)).catch(() => undefined);
  }

  private async drive(): Promise<void> {
    const distance = (1_000 * PER_CONSIGNMENT) / this.perSecond;
    for (let due = Date.now(), at = 0; this.filing; due += distance, at += 1) {
      await pause(Math.max(0, due - Date.now()));
      const cargo = consignment(LANES[at % LANES.length]!, this.run++, this.parties);
      this.follow(this.file(cargo, at % 4 < 2));
    }
  }

  /** @param keyed JSON goes with the partner's own name of the message, otherwise its content is the name */
  private async file(cargo: Consignment, keyed: boolean): Promise<void> {
    const { chance } = this;
    const named = (message: Message): Message => (keyed ? message : { ...message, key: null });
    const moment = (longest: number): Promise<void> => pause(chance() * longest);
    const [addedTwice, summarised, manifested] = [chance() < ADDED_TWICE, chance() < SUMMARISED, chance() < MANIFESTED];
    const manifest = async (): Promise<void> => {
      await moment(3_000);
      const filed = this.open('manifest', cargo, named(cargo.manifest));
      const taken = await this.send(filed);
      if (taken && chance() < REPEATED) await moment(5_000).then(() => this.once(filed, true));
      if (taken && chance() < ARRIVED)
        await moment(3_000).then(() => this.send(this.open('arrival', cargo, named(cargo.arrival(new Date())))));
    };
    const carrier = manifested ? manifest() : Promise.resolve();
    const release = this.open('cargo release', cargo, named(cargo.release));
    if (await this.send(release)) {
      if (addedTwice)
        await moment(5_000).then(() =>
          this.send(this.open('cargo release', cargo, this.secondAdd(cargo, keyed), true)),
        );
      else if (summarised) {
        await moment(2_000);
        const summary = this.open('entry summary', cargo, named(cargo.summary));
        if ((await this.send(summary)) && chance() < REPEATED) await moment(5_000).then(() => this.once(summary, true));
        // With no other filing of the entry in between its content is still its name.
      } else if (chance() < 2 * REPEATED) await moment(5_000).then(() => this.once(release, true));
    }
    await carrier;
  }

  private open(kind: Filed['kind'], cargo: Consignment, message: Message, secondAdd = false): Filed {
    const isCarriers = kind === 'manifest' || kind === 'arrival';
    const role = isCarriers ? cargo.carrierRole : BROKER;
    const reference = isCarriers ? cargo.ship.billKey : cargo.ship.reference;
    return this.book.open({
      role,
      kind,
      module: isCarriers ? 'manifest' : 'entry',
      reference,
      port: cargo.lane.port,
      message,
      cargo,
      secondAdd,
    });
  }

  /** The same entry number for another bill. */
  private secondAdd({ ship, trip, release }: Consignment, keyed: boolean): Message {
    const { sender, filerCode, importer } = this.parties;
    const other = `X${ship.billNumber.slice(1)}`;
    if (release.type === 'text/plain')
      return {
        ...release,
        body: batch('SE', sender, filerCode, [cargoRelease({ ...ship, billNumber: other }, importer, trip)]),
      };
    return {
      ...release,
      body: release.body.replaceAll(`"${ship.billNumber}"`, `"${other}"`),
      key: keyed ? `${release.key}-second` : null,
    };
  }

  /** @returns whether it was acknowledged */
  private async send(filed: Filed): Promise<boolean> {
    const sendsAgain = this.chance() < SENT_AGAIN;
    for (;;) {
      const sending = await this.once(filed, false);
      if (isAcknowledged(sending)) return true;
      if (!sendsAgain || !this.patient || isRefusal(sending)) return false;
      await pause(AGAIN_MS);
    }
  }

  private async once(filed: Filed, onPurpose: boolean): Promise<Filed['sendings'][number]> {
    const sending = await sendMessage(
      this.demo.gateway,
      this.partners.get(filed.role)!.account,
      filed.message,
      onPurpose,
    );
    filed.sendings.push(sending);
    return sending;
  }

  /** By cursor and without acknowledging anything, so that afterwards the whole mailbox can be compared with what the cursor saw. */
  private async read(): Promise<void> {
    for (let last = false; !last; await pause(READ_EVERY_MS)) {
      last = !this.reading;
      for (const [role, partner] of this.partners) {
        const mail = await partner.newMail().catch(() => []);
        for (const entry of mail) this.book.read({ role, entry, at: Date.now() });
        if (mail.length > 0) last = false;
      }
    }
  }
}
