import { randomUUID } from 'node:crypto';
import { dueOf, portLocalDate, type ClockName } from '#reference';
import { Foreseen } from '../infrastructure/failure';
import type { DemoFile } from '../platform/launch';
import type { VerdictRow } from './verdict';

const PORT = '2704';
const NEW_CASE_EVERY_MS = 700;
const AGAIN_AFTER_MS = 1_000;
const REPLY_WITHIN_MS = 2_500;
/** In whose history each stands once. */
const STEPS = ['open', 'issue notice', 'mail notice', 'receive petition'];
const PETITION_CLOCK = 'petition against liquidated damages' satisfies ClockName;

interface Act {
  readonly key: string;
  readonly path: string;
  readonly body: () => object;
}

interface Clock {
  readonly clock: string;
  readonly place: number;
  readonly startedOn: string;
  readonly legalDueDate: string;
  readonly dueDate: string;
}

/** One claim from its opening to the petition of its principal. What has no answer, or is told to come again, is done again as it was until it is taken. */
class Claim {
  readonly id = randomUUID();
  readonly petitionId = randomUUID();
  number = '';
  mailedOn = '';
  done = 0;
  /** Clocks as they were shown when the outage began. */
  before: readonly Clock[] | null = null;

  constructor(
    private readonly officer: string,
    private readonly importer: { readonly id: string; readonly key: string },
  ) {}

  get path(): string {
    return `/enforcement-cases/${this.id}`;
  }

  /** In their order. */
  acts(): readonly Act[] {
    const { officer, importer, path } = this;
    const reference = `D-${this.id.slice(0, 8).toUpperCase()}`;
    return [
      {
        ...{ key: officer, path: '/enforcement-cases' },
        body: () => ({
          ...{ id: this.id, law: '19 USC 1623', event: { kind: 'missing deposit', reference }, port: PORT },
          ...{ subject: 'No deposit came', facts: 'No deposit came with the summary.' },
          ...{ violationOn: '2026-01-30', assessed: '100.00' },
          parties: [{ role: 'principal', accountId: importer.id }],
        }),
      },
      {
        ...{ key: officer, path: `${path}/steps` },
        body: () => ({ step: 'issue notice', version: 1, why: 'No deposit' }),
      },
      {
        ...{ key: officer, path: `${path}/mailings` },
        // The day is the one on the proof, however late it is entered.
        body: () => ({
          ...{ version: 2, mailedOn: (this.mailedOn ||= portLocalDate(new Date(), PORT)), how: 'certified mail' },
          proofs: [{ servedNotice: `${this.number}-01`, reference: '9407 1000 17' }],
        }),
      },
      {
        ...{ key: importer.key, path: `${path}/petitions` },
        body: () => ({
          ...{ id: this.petitionId, happenedOn: '2026-01-30', happenedAt: 'Los Angeles' },
          ...{ facts: 'The deposit was sent.', signedBy: 'Maya Chen', capacity: 'officer of the petitioner' },
        }),
      },
    ];
  }
}

/** What officers of FP&F and parties do in cases while an outage is replayed, and what is found in the cases afterwards. */
export class CaseWork {
  private readonly claims: Claim[] = [];
  private readonly working: Promise<void>[] = [];
  private readonly url: string;
  private readonly officer: string;
  private readonly importer: { readonly id: string; readonly key: string };
  private opens = true;
  private turn: NodeJS.Timeout | undefined;
  private until = Infinity;
  private again = 0;
  private readonly refused: string[] = [];

  constructor(demo: DemoFile) {
    const url = demo.services['enforcement'];
    const importer = demo.accounts.find(({ role }) => role === 'importer');
    const officer = demo.accounts.flatMap(({ people }) => people).find(({ role }) => role === 'FP&F officer');
    if (!url || !importer || !officer)
      throw new Foreseen('This platform has no enforcement service, importer or FP&F officer: start it anew.');
    [this.url, this.officer, this.importer] = [url, officer.apiKey, { id: importer.id, key: importer.apiKey }];
  }

  start(): void {
    const open = (): void => {
      if (!this.opens) return;
      const claim = new Claim(this.officer, this.importer);
      this.claims.push(claim);
      this.working.push(this.work(claim));
    };
    open();
    this.turn = setInterval(open, NEW_CASE_EVERY_MS);
  }

  /** Keeps the clocks of all cases as they are shown. */
  async remember(): Promise<void> {
    for (const claim of this.claims.filter(({ done }) => done > 2)) claim.before = await this.clocksOf(claim);
  }

  /** Opens no more, and waits until all that was begun is done. */
  async windDown(withinMs: number): Promise<void> {
    this.opens = false;
    this.until = Date.now() + withinMs;
    clearInterval(this.turn);
    await Promise.all(this.working);
  }

  async results(): Promise<VerdictRow[]> {
    const twice: string[] = [];
    const lies: string[] = [];
    const done = this.claims.filter((claim) => claim.done === claim.acts().length);
    for (const claim of done) {
      const { history } = await this.read(claim.path, this.officer);
      const steps = history.map(({ step }: { step: string }) => step);
      if (steps.join() !== STEPS.join()) twice.push(`${claim.number}: ${steps.join(', ')}`);
      const { notices } = await this.read(`${claim.path}/notices`, this.officer);
      const { petitions } = await this.read(`${claim.path}/petitions`, this.officer);
      if (notices.length !== 1 || petitions.length !== 1)
        twice.push(`${claim.number}: ${notices.length} notices, ${petitions.length} petitions`);
      if (petitions[0]?.daysLate !== 0) lies.push(`${claim.number}: a petition in time counts as late`);
      const clocks = await this.clocksOf(claim);
      const { legalDueDate } = dueOf(PETITION_CLOCK, { start: claim.mailedOn });
      if (clocks.length !== 1 || clocks[0]!.startedOn !== claim.mailedOn || clocks[0]!.legalDueDate !== legalDueDate)
        lies.push(`${claim.number}: mailed ${claim.mailedOn}, but ${JSON.stringify(clocks)}`);
      if (claim.before !== null && JSON.stringify(claim.before) !== JSON.stringify(clocks))
        lies.push(`${claim.number}: ${JSON.stringify(claim.before)} became ${JSON.stringify(clocks)}`);
    }
    for (const sentence of [...this.refused, ...twice, ...lies].slice(0, 10)) process.stdout.write(`  ${sentence}\n`);
    const none = (what: string, measured: number): VerdictRow => ({
      ...{ what, measured: String(measured), promised: '0', kept: measured === 0 },
    });
    const some = (what: string, measured: number): VerdictRow => ({
      ...{ what, measured: String(measured), promised: 'some', kept: measured > 0 },
    });
    return [
      some('cases opened, noticed, mailed, petitioned', done.length),
      some('  acts done again because of the outage', this.again),
      some('  cases with clocks that ran when it began', done.filter(({ before }) => before !== null).length),
      none('cases not finished in the end', this.claims.length - done.length),
      none('acts refused for their content', this.refused.length),
      none('done twice', twice.length),
      none('clocks that lie', lies.length),
    ];
  }

  private async work(claim: Claim): Promise<void> {
    for (const act of claim.acts()) {
      for (let first = true; ; first = false) {
        if (!first) {
          if (Date.now() > this.until) return;
          this.again += 1;
          await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
        }
        const answer = await this.send(act);
        if (answer.status >= 200 && answer.status < 300) {
          if (claim.number === '') claim.number = (answer.body as { number: string }).number;
          break;
        }
        if (answer.status !== 0 && answer.status !== 503) {
          this.refused.push(`${act.path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
          return;
        }
      }
      claim.done += 1;
    }
  }

  /** @returns status 0 where there was no answer */
  private async send({ key, path, body }: Act): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(this.url + path, {
        ...{ method: 'POST', body: JSON.stringify(body()), signal: AbortSignal.timeout(REPLY_WITHIN_MS) },
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    } catch {
      return { status: 0, body: null };
    }
  }

  private async clocksOf({ path }: Claim): Promise<readonly Clock[]> {
    const { clocks } = await this.read(`${path}/clocks`, this.officer);
    return (clocks as Clock[]).map(({ clock, place, startedOn, legalDueDate, dueDate }) => ({
      ...{ clock, place, startedOn, legalDueDate, dueDate },
    }));
  }

  private async read(path: string, key: string): Promise<any> {
    const response = await fetch(this.url + path, {
      ...{ headers: { authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(10_000) },
    });
    if (!response.ok) throw new Foreseen(`The enforcement service answered ${response.status} to ${path}.`);
    return response.json();
  }
}
