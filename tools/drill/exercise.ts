import { setTimeout as pause } from 'node:timers/promises';
import type { DemoFile } from '../platform/launch';
import { takeRuns } from '../demo/runs';
import { messageOf } from '../infrastructure/failure';
import { DrillClock } from './clock';
import { type Declared, Downtimes } from './downtimes';
import { makeFault, type MadeFault } from './fault';
import { isAnswered, Ledger, type DrillFiling } from './ledger';
import { Observer } from './observer';
import { type Officers, openOfficers } from './officers';
import { CaseWork } from './cases';
import { type Declaration, goesToPaper, isAboutCases, type Outage } from './outage';
import { lateSummaries } from './late';
import { PaperDesk } from './paper';
import { Screen } from './screen';
import { runsNeeded, Traffic } from './traffic';
import { type Clearing, clearingOf, type Moments, passed, toldWrongly, type VerdictRow, verdictOf } from './verdict';

/** Milliseconds within which the platform must notice, clear and answer. */
const NOTICE_WITHIN = 30_000;
/** People wait so long for the platform's proposal before they declare without one. */
const PROPOSED_WITHIN = 10_000;
/** Not altogether, but without a step: how fast it goes is told, and is the machine's. */
const CLEAR_WITHIN = 90_000;
const ANSWER_WITHIN = 60_000;
const MATCH_WITHIN = 20_000;
/** Of what went wrong so many are told. */
const EXAMPLES = 10;
/** Ordinary traffic after everything is over. */
const CALM_MS = 4_000;
/** Whatever would come twice has this long to come. */
const SETTLE_MS = 2_500;

/** One outage replayed on the platform of one folder: traffic all the while, the fault, the people, the catch-up, the verdict. */
export class Exercise {
  private readonly ledger = new Ledger();
  private readonly clock: DrillClock;
  private readonly screen: Screen;
  private readonly observer: Observer;
  private readonly traffic: Traffic;
  private officers!: Officers;
  private downtimes!: Downtimes;
  private desk!: PaperDesk;
  private readonly cases: CaseWork | null;
  private fault: MadeFault | null = null;
  /** Row by row, once it is judged. */
  verdict: readonly VerdictRow[] = [];
  private begun = false;
  private mended = false;
  private readonly moments: { -readonly [K in keyof Moments]: Moments[K] } = {
    fault: 0,
    publicly: null,
    told: null,
    mended: 0,
    cleared: null,
  };

  constructor(
    private readonly home: string,
    private readonly demo: DemoFile,
    private readonly outage: Outage,
  ) {
    this.clock = new DrillClock(outage.begins, outage.minutesPerSecond);
    this.screen = new Screen(this.clock);
    this.observer = new Observer(demo);
    this.cases = isAboutCases(outage) ? new CaseWork(demo) : null;
    this.traffic = new Traffic(demo, outage, this.ledger, takeRuns(home, runsNeeded(outage)));
  }

  /** @returns whether every promise was kept */
  async run(): Promise<boolean> {
    const { outage, screen, demo } = this;
    screen.headline(`${outage.name}: ${outage.title}`);
    process.stdout.write(
      `${outage.story}\nSource: ${outage.source}. Assumed: ${outage.assumed}\nOne second is ${outage.minutesPerSecond} minutes.\n\n`,
    );
    this.officers = await openOfficers(this.home, demo, outage);
    this.downtimes = new Downtimes(demo, this.officers, outage);
    this.desk = new PaperDesk(demo, this.officers, outage, this.ledger, (text) => screen.tell('desk', text, 'magenta'));
    this.begun = true;
    await this.downtimes.recordDeployment();
    this.observer.start();
    await this.traffic.start();
    this.cases?.start();
    this.clock.begin();
    const showing = setInterval(() => this.show(), 500);
    try {
      const arrivals = await this.outageHappens();
      const clearing = await this.catchUp(arrivals);
      await this.endInCalm();
      return await this.judge(clearing, arrivals);
    } finally {
      clearInterval(showing);
      await this.undo();
      await this.cases?.windDown(0);
      await this.traffic.abandon();
      await this.observer.stop();
    }
  }

  /** Makes good what was broken and ends what was declared. Doing it twice changes nothing. */
  async undo(): Promise<void> {
    if (!this.begun) return;
    await this.mend().catch((error: unknown) => this.screen.tell('drill', messageOf(error), 'red'));
    await this.downtimes.revokeAll().catch((error: unknown) => this.screen.tell('drill', messageOf(error), 'red'));
  }

  /** @returns filings that arrived in a second while all was as history had it */
  private async outageHappens(): Promise<number> {
    const { outage, clock, screen } = this;
    const { fault, declarations } = outage;
    const beganAt = Date.now();
    await clock.until(fault.at);
    await this.cases?.remember();
    this.moments.fault = Date.now();
    if (fault.kind === 'filer') for (const role of fault.of) this.traffic.silence(role);
    else this.fault = await makeFault(this.home, outage);
    screen.tell('fault', WORDS[fault.kind](fault.of.join(' and ')), 'red');
    const papers = Promise.all(declarations.map((declaration) => this.actUpon(declaration)));
    await Promise.all([papers, this.noticePublicly(), clock.until(fault.at + fault.lasts)]);
    const perSecond = (this.ledger.filings.length * 1_000) / (Date.now() - beganAt);
    return fault.kind === 'filer' ? this.traffic.filingsPerSecond : perSecond;
  }

  /** Notes when the public status tells of the outage by what it sees. */
  private async noticePublicly(): Promise<void> {
    const { fault } = this.outage;
    // A filer's own outage is told to the ports, not to everybody.
    if (fault.kind === 'filer') return;
    const seen = (): boolean => this.observer.saysTrouble(fault.of);
    if (!(await this.within(this.clock.millisecondsUntil(fault.at + fault.lasts), seen))) return;
    this.moments.publicly = Date.now();
    this.screen.tell(
      'status',
      `the public status tells of it, ${((Date.now() - this.moments.fault) / 1_000).toFixed(1)} s after the fault`,
      'yellow',
    );
  }

  /** Declares when history did, or as soon as the platform has told; then officers of the ports go to paper until it is over. */
  private async actUpon(declaration: Declaration): Promise<void> {
    const { fault } = this.outage;
    const proposes = fault.kind === 'databases' || fault.kind === 'processes' || fault.kind === 'frozen';
    await this.within(
      proposes
        ? Math.max(PROPOSED_WITHIN, this.clock.millisecondsUntil(declaration.at))
        : this.clock.millisecondsUntil(declaration.at),
      () => this.downtimes.isProposed(declaration),
    );
    const declared = await this.downtimes.declare(declaration, this.moments.fault);
    const isPublic = (): boolean =>
      this.observer.summary?.downtimes.some(({ number }) => number === declared.number) ?? false;
    if (fault.kind !== 'filer' && !(await this.within(NOTICE_WITHIN, isPublic))) return;
    this.moments.told = Math.max(this.moments.told ?? 0, Date.now());
    const who = typeof declaration.by === 'string' ? declaration.by : `port ${declaration.by.port}`;
    const { number, notice, incident } = declared;
    this.screen.tell(
      who,
      `${number} is in force, notice ${notice}${incident ? ` of ${incident.number}` : ''}: ${declaration.reason}`,
      'cyan',
    );
    const suspect = incident?.recentDeployments.find(
      ({ note }) => note !== null && note === this.outage.deployment?.note,
    );
    if (suspect)
      this.screen.tell(
        'status',
        `before it was deployed: ${suspect.module} ${suspect.version}, ${suspect.note}`,
        'yellow',
      );
    if (goesToPaper(this.outage)) await this.goToPaper(declared);
  }

  private async goToPaper({ declaration: { ports, modes } }: Declared): Promise<void> {
    const served = ports.length > 0 ? ports : [...new Set(this.outage.traffic.map(({ port }) => port))];
    const over = (): boolean => this.mended || this.clock.minute >= this.outage.fault.at + this.outage.fault.lasts;
    await Promise.all(served.map((port) => this.desk.work(port, modes, this.traffic.consignments, over)));
  }

  private async mend(): Promise<void> {
    if (this.mended) return;
    this.mended = true;
    this.traffic.restoreCarriers();
    await this.fault?.mend();
    // What was shut by order is opened by order.
    if (this.outage.fault.kind === 'order') await this.downtimes.revokeAll();
  }

  private async catchUp(arrivalsPerSecond: number): Promise<Clearing | null> {
    const { screen, moments, outage, ledger } = this;
    const before = new Set(ledger.filings);
    moments.mended = Date.now();
    await this.mend();
    screen.tell('mended', 'it is mended; what waited is worked off while new filings come in', 'green');
    // Carriers who were silent send what they could not.
    if (outage.fault.kind === 'filer') await pause(1_500);
    const kept = (filing: DrillFiling): boolean =>
      outage.fault.kind === 'filer'
        ? !before.has(filing) && (outage.fault.of as readonly string[]).includes(filing.role)
        : before.has(filing);
    const backlog = outage.fault.kind === 'filer' ? ledger.filings.filter(kept) : ledger.waiting().filter(kept);
    const cleared = await this.whileItGoesOn(
      CLEAR_WITHIN,
      () => backlog.filter((filing) => !isAnswered(filing, ledger.answers)).length,
    );
    if (!cleared) return null;
    moments.cleared = Date.now();
    const clearing = clearingOf(backlog.length, arrivalsPerSecond, moments.mended, moments.cleared);
    screen.tell(
      'status',
      `${clearing.backlog} filings that waited are answered after ${clearing.seconds.toFixed(1)} s`,
      'green',
    );
    return clearing;
  }

  private async endInCalm(): Promise<void> {
    const { screen, traffic, ledger } = this;
    await this.downtimes.revokeAll();
    screen.tell('people', 'the downtimes are revoked', 'cyan');
    await pause(CALM_MS);
    await traffic.windDown();
    await this.cases?.windDown(ANSWER_WITHIN);
    await this.whileItGoesOn(ANSWER_WITHIN, () => ledger.waiting().length);
    await this.within(MATCH_WITHIN, () => this.desk.isMatched());
    await pause(SETTLE_MS);
    await traffic.stopReading();
  }

  private async judge(clearing: Clearing | null, arrivalsPerSecond: number): Promise<boolean> {
    const { ledger, moments, outage, observer, screen } = this;
    const paper = await this.desk.results();
    const treatments = outage.declarations.flatMap((declaration) => declaration.treatments);
    const late = await lateSummaries(this.demo, this.traffic.consignments);
    const record = {
      ledger,
      paper,
      late,
      toPaper: goesToPaper(outage),
      cases: (await this.cases?.results()) ?? [],
      isPublic: outage.fault.kind !== 'filer',
      moments,
      treatments,
      shut: observer.shut,
      history: outage.history,
    };
    const rows = verdictOf(record, { clearing, arrivalsPerSecond });
    this.verdict = rows;
    screen.headline('The verdict');
    screen.verdict(rows);
    for (const sentence of [
      ...toldWrongly(record),
      ...paper.filter(({ matched }) => !matched).map(({ controlNumber, open }) => `${controlNumber}: ${open}`),
    ].slice(0, EXAMPLES)) {
      process.stdout.write(`  ${sentence}\n`);
    }
    const well = passed(rows);
    screen.headline(well ? 'Every promise was kept.' : 'A promise was broken.');
    return well;
  }

  private show(): void {
    const { ledger, observer } = this;
    const hit = this.outage.fault.kind === 'filer' ? [] : this.outage.fault.of;
    const gates = observer.gates.filter(
      ({ module, direction }) => direction === 'inbound' && (hit as readonly string[]).includes(module),
    );
    const state = gates
      .map(({ module, state: s, held }) => `${module} ${s}${held > 0 ? ` ${held} held` : ''}`)
      .join(', ');
    this.screen.show({
      accepted: ledger.acknowledged,
      answered: ledger.answeredFilings,
      waiting: ledger.waiting().length,
      state,
      paper: this.desk.decided.length,
    });
  }

  /** Whether nothing is left in the end: as long as there is ever less it goes on, and so many milliseconds without a step end it. */
  private async whileItGoesOn(milliseconds: number, left: () => number): Promise<boolean> {
    let [least, step] = [left(), Date.now()];
    for (; least > 0; await pause(100)) {
      const now = left();
      if (now < least) [least, step] = [now, Date.now()];
      else if (Date.now() - step > milliseconds) return false;
    }
    return true;
  }

  /** Whether it came true in so many milliseconds. */
  private async within(milliseconds: number, check: () => boolean | Promise<boolean>): Promise<boolean> {
    for (const deadline = Date.now() + milliseconds; !(await check()); await pause(100))
      if (Date.now() > deadline) return false;
    return true;
  }
}

const WORDS: Readonly<Record<Outage['fault']['kind'], (what: string) => string>> = {
  databases: (what) => `the databases of ${what} let nobody in any more`,
  processes: (what) => `${what} is killed`,
  frozen: (what) => `${what} stands still: nothing of it runs, and nobody is told`,
  order: (what) => `${what} does not work as it should; nothing has failed outright`,
  filer: (what) => `the systems of the ${what.replace('-', ' ')} are down: it sends nothing`,
};
