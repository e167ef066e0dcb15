import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DemoFile } from '../platform/launch';
import type { Consignment } from './consignment';
import type { Ledger } from './ledger';
import type { Officers } from './officers';
import type { Outage } from './outage';
import { askPort, Refused } from './port-api';
import type { PaperRelease } from './verdict';

/** A conveyance stands at the port so long, in milliseconds, before an officer takes it up. */
const WAITS_MS = 3_000;

interface Decided {
  readonly controlNumber: string;
  readonly cargo: Consignment;
}

/** Officers who release on paper what waits at their ports while a downtime is in force there. */
export class PaperDesk {
  readonly decided: Decided[] = [];
  private readonly seen = new Map<Consignment, number>();
  private readonly taken = new Set<Consignment>();

  constructor(
    private readonly demo: DemoFile,
    private readonly officers: Officers,
    private readonly outage: Outage,
    private readonly ledger: Ledger,
    private readonly tell: (text: string) => void,
  ) {}

  /** Releases at a port until `until` says that it is over. */
  async work(
    port: string,
    modes: readonly string[],
    cargoes: readonly Consignment[],
    until: () => boolean,
  ): Promise<void> {
    while (!until()) {
      const now = Date.now();
      const here = cargoes.filter(
        ({ lane }) => lane.port === port && (modes.length === 0 || modes.includes(lane.mode)),
      );
      for (const cargo of here) if (!this.seen.has(cargo)) this.seen.set(cargo, now);
      const next = here.find(
        (cargo) =>
          !this.taken.has(cargo) &&
          now - this.seen.get(cargo)! > WAITS_MS &&
          !this.ledger.releasesTold.has(cargo.ship.reference),
      );
      if (next) {
        this.taken.add(next);
        await this.release(port, next).catch((error: unknown) => this.unlessReleased(error, next));
      }
      await pause(next ? this.outage.paperEverySeconds * 1_000 : 200);
    }
  }

  /** What became of the papers, asked when all is over. */
  async results(): Promise<PaperRelease[]> {
    return Promise.all(
      this.decided.map(async ({ controlNumber, cargo: { lane, ship } }): Promise<PaperRelease> => {
        const { match } = await askPort<{
          match: { state: string; links: readonly { link: string; state: string; reference: string | null }[] } | null;
        }>(this.demo, this.officers.desks.get(lane.port)!, 'GET', `/desk/decisions/${controlNumber}`);
        const open = match?.links
          .filter(({ state }) => state !== 'matched')
          .map(({ link, state, reference }) => `${link} ${reference} ${state}`) ?? ['never compared'];
        return { controlNumber, reference: ship.reference, matched: match?.state === 'matched', open: open.join(', ') };
      }),
    );
  }

  /** Whether all papers have found their electronic side. */
  async isMatched(): Promise<boolean> {
    return (await this.results()).every(({ matched }) => matched);
  }

  /** The platform may have released it a moment ago: the desk then refuses a second release, and the conveyance goes. */
  private unlessReleased(error: unknown, { ship }: Consignment): void {
    if (!(error instanceof Refused && error.status === 409)) throw error;
    this.tell(`${ship.reference} needs no paper: it was released electronically`);
  }

  private async release(port: string, cargo: Consignment): Promise<void> {
    const officer = this.officers.desks.get(port)!;
    const { ship, lane, trip } = cargo;
    const { procedure } = await askPort<{
      procedure: { documents: readonly { id: string; neededForRelease: boolean }[] } | null;
    }>(this.demo, officer, 'GET', `/desk/cases/${ship.billKey}?port=${port}&mode=${lane.mode}`);
    const needed = procedure?.documents.filter(({ neededForRelease }) => neededForRelease) ?? [];
    const { controlNumber } = await askPort<{ controlNumber: string }>(this.demo, officer, 'POST', '/desk/decisions', {
      idempotencyKey: randomUUID(),
      port,
      mode: lane.mode,
      conveyance: { scac: ship.scac, trip },
      bills: [{ issuerScac: ship.scac, number: ship.billNumber, quantity: 100 }],
      entry: ship.reference,
      documentsSeen: needed.map(({ id }) => ({ code: id })),
      decision: 'release',
      decidedAt: new Date().toISOString(),
    });
    this.decided.push({ controlNumber, cargo });
    this.tell(`${port}: ${ship.scac} ${trip}, entry ${ship.reference}, is released on paper: ${controlNumber}`);
  }
}
