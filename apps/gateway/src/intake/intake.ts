import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '#messaging';
import { isConflictOfKeys, isDatabaseUnavailable, OutcomeUnknown } from '#persistence';
import { LOG, type Log, Problem, RecurringWork, waitLeftMs } from '#service';
import { Treatments } from '../gate/treatments';
import { GatewayConfig } from '../config/gateway.config';
import { Continuity, JournalBehind } from '../journal/continuity';
import { JournalCopy } from '../journal/journal-copy';
import { Journal } from './journal';
import { ModulePressure } from '../gate/module-pressure';
import { modulesOf, type NewTransmission, type Verdict } from '../filing/transmission';

/** Above this size or number of filings a transmission has a database transaction of its own. */
const LARGE_BYTES = 128 * 1024;
const LARGE_FILINGS = 50;
const LARGE_AT_ONCE = 2;
/** How often is looked for those who have waited long enough (milliseconds). */
const LOOK_EVERY_MS = 200;
/** So long what comes waits for a journal that is being brought up to date. */
const BEHIND_WAIT_MS = 6_000;

interface Waiting {
  readonly transmission: NewTransmission;
  readonly since: number;
  readonly mayWaitMs: number;
  /** When its sender has waited long enough. What is long waits for its turn as long as the database answers others of its kind, and then for as long as it answers. */
  until: number;
  /** Its sender was told that nothing of it was kept: it may not be stored any more. */
  isRefused: boolean;
  /** The commit was asked for: nobody may be told any more that nothing was kept. */
  isCommitting: boolean;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
}

/** Somebody was sent away while it was written: it is written again without that. */
class SentAway extends Error {}

const overloaded = (): Problem =>
  new Problem(
    'unavailable',
    'More is arriving than can be stored at this moment; nothing of this message was kept.',
    [],
    2,
  );

const silent = (): Problem =>
  new Problem('unavailable', 'The journal did not answer in time; nothing of this message was kept.', [], 5);
const notKnown = (): Problem =>
  new Problem(
    'not-known',
    'The journal was lost at the very moment this was stored; whether it was kept is not known.',
    [],
    5,
  );

/** So many groups are committed beside each other, none of them of the same account. */
const GROUPS_AT_ONCE = 3;
/** An account with no more than so many waiting has few. */
const FEW = 4;

const isLarge = ({ body, filingCount }: NewTransmission): boolean =>
  body.length > LARGE_BYTES || filingCount > LARGE_FILINGS;
const accountOf = ({ transmission }: Waiting): string => transmission.account.accountId;

/**
 * The one way in. What arrives of an account while something of it is being committed is committed together with the next, so the cost of a
 * commit is shared by all who wait for it, and nobody waits for another's. Nobody is told "accepted" before the commit.
 */
@Injectable()
export class Intake {
  private waiting: Waiting[] = [];
  private large: Waiting[] = [];
  /** All whose senders were told nothing yet. */
  private readonly untold = new Set<Waiting>();
  private committing = 0;
  /** Accounts of which something is being committed. */
  private readonly underWay = new Set<string>();
  /** What is long and in hand, by its account. */
  private readonly largeUnderWay = new Map<string, Waiting>();

  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly pressure: ModulePressure,
    private readonly treatments: Treatments,
    private readonly continuity: Continuity,
    private readonly copy: JournalCopy,
    private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'sending away who waited too long', () => this.sendAwayTheLate(), {
      until: 'the last request',
    });
  }

  /** @throws Problem `unavailable` when it was not stored, `not-known` when that could not be found out, `stop-sending` when its module takes no more */
  accept(transmission: NewTransmission): Promise<Verdict> {
    if (transmission.filingCount > 0) {
      for (const module of modulesOf(transmission).keys()) this.pressure.admit(module, transmission.account.accountId);
      this.treatments.admit(transmission);
    }
    if (this.waiting.length + this.large.length >= this.config.INTAKE_QUEUE) return Promise.reject(overloaded());
    return new Promise<Verdict>((resolve, reject) => {
      const [since, mayWaitMs] = [performance.now(), waitLeftMs()];
      const until = isLarge(transmission) ? Infinity : since + mayWaitMs;
      const told = { isRefused: false, isCommitting: false, resolve, reject };
      const entry: Waiting = { transmission, since, mayWaitMs, until, ...told };
      this.untold.add(entry);
      if (isLarge(transmission)) {
        this.large.push(entry);
        this.nextLarge();
      } else {
        this.waiting.push(entry);
        if (this.committing < GROUPS_AT_ONCE) void this.commitWaiting();
      }
    });
  }

  private async commitWaiting(): Promise<void> {
    this.committing += 1;
    // One turn of the event loop lets requests that came in together be committed together.
    await new Promise((resolve) => setImmediate(resolve));
    for (let group = this.nextGroup(); group.length > 0; group = this.nextGroup()) {
      const accounts = new Set(group.map(accountOf));
      for (const account of accounts) this.underWay.add(account);
      await this.commit(group);
      for (const account of accounts) this.underWay.delete(account);
    }
    this.committing -= 1;
  }

  /** In the order they came, no account twice at a time. Who has much waiting is committed alone, the others together: nobody's few wait for it. */
  private nextGroup(): readonly Waiting[] {
    const free = this.waiting.filter((entry) => !this.underWay.has(accountOf(entry)));
    const [head] = free;
    if (!head) return [];
    const counts = new Map<string, number>();
    for (const entry of free) counts.set(accountOf(entry), (counts.get(accountOf(entry)) ?? 0) + 1);
    const hasFew = (entry: Waiting): boolean => counts.get(accountOf(entry))! <= FEW;
    const fits = hasFew(head) ? hasFew : (entry: Waiting) => accountOf(entry) === accountOf(head);
    const group = new Set(free.filter(fits).slice(0, this.config.INTAKE_GROUP));
    this.waiting = this.waiting.filter((entry) => !group.has(entry));
    return [...group];
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    try {
      const verdicts = await this.store(group);
      const accepted = group.map(({ transmission, resolve }) => ({
        transmission,
        verdict: verdicts.get(transmission.id)!,
        resolve,
      }));
      for (const { transmission, verdict } of accepted) this.tell(transmission, verdict);
      // The next are committed meanwhile.
      void this.copy.append(accepted).then(() => {
        accepted.forEach(({ verdict, resolve }) => resolve(verdict));
        this.told(group);
      });
    } catch (error) {
      for (const entry of group) entry.isCommitting = false;
      const present = group.filter(({ isRefused }) => !isRefused);
      if (error instanceof SentAway) {
        if (present.length > 0) await this.commit(present);
      } else if (error instanceof OutcomeUnknown) {
        this.log.warn(
          { reason: error.message, transmissionIds: group.map(({ transmission }) => transmission.id) },
          'not known whether it was stored: the database was lost at the commit',
        );
        this.refuse(group, notKnown);
      } else if (isDatabaseUnavailable(error)) {
        this.log.warn(
          { reason: (error as Error).message, transmissions: group.length },
          'not stored: the database is away',
        );
        this.refuse(
          group,
          () => new Problem('unavailable', 'The journal is not available; nothing of this message was kept.', [], 5),
        );
      } else if (group.length > 1) {
        // One of them is at fault; the others must not share its fate.
        for (const entry of present) if (!entry.isRefused) await this.commit([entry]);
      } else {
        if (!isConflictOfKeys(error))
          this.log.error({ err: error, transmissionId: group[0]!.transmission.id }, 'not stored');
        this.refuse(group, () => error);
      }
    }
  }

  /** What came in while the journal did not know of what came before it is judged when it does. */
  private async store(group: readonly Waiting[]): Promise<Map<string, Verdict>> {
    const transmissions = group.map(({ transmission }) => transmission);
    for (let last = false; ; last = true) {
      try {
        return await this.transactions.run(async (unit) => {
          unit.beforeCommit(() => {
            if (group.some(({ isRefused }) => isRefused)) throw new SentAway();
            for (const entry of group) entry.isCommitting = true;
          });
          await this.continuity.ensure(unit.manager);
          for (const entry of group) if (isLarge(entry.transmission)) entry.until = Infinity;
          return this.journal.write(unit, transmissions);
        });
      } catch (error) {
        if (!(error instanceof JournalBehind) || last || !(await this.continuity.settled(BEHIND_WAIT_MS))) throw error;
      }
    }
  }

  /** Leads from the id of the HTTP request to those of the filings, which everything carries that they cause. */
  private tell(transmission: NewTransmission, verdict: Verdict): void {
    const { id, account, correlationId, channel, filingCount } = transmission;
    if (verdict.kind !== 'new') return;
    for (const [module, filings] of modulesOf(transmission)) this.pressure.noteReceived(module, filings);
    const refused = (verdict.acknowledged ?? []).filter(({ status }) => status !== 'accepted');
    if (refused.length > 0)
      this.log.warn(
        { transmissionId: id, correlationId, accountId: account.accountId, notices: refused.slice(0, 10) },
        'a partner did not accept what it was sent',
      );
    this.log.info(
      { transmissionId: id, correlationId, channel, filings: filingCount, filingIds: verdict.filingIds },
      'transmission accepted',
    );
  }

  /** One of an account at a time: another one's does not wait behind all of it. */
  private nextLarge(): void {
    while (this.largeUnderWay.size < LARGE_AT_ONCE) {
      const next = this.large.findIndex(({ transmission }) => !this.largeUnderWay.has(transmission.account.accountId));
      if (next < 0) return;
      const [entry] = this.large.splice(next, 1) as [Waiting];
      const { accountId } = entry.transmission.account;
      entry.until = performance.now() + entry.mayWaitMs;
      this.largeUnderWay.set(accountId, entry);
      void this.commit([entry]).finally(() => {
        this.largeUnderWay.delete(accountId);
        this.nextLarge();
      });
    }
  }

  private told(entries: readonly Waiting[]): void {
    for (const entry of entries) this.untold.delete(entry);
  }

  private refuse(entries: readonly Waiting[], why: () => unknown): void {
    for (const { reject } of entries) reject(why());
    this.told(entries);
  }

  /** Whoever's transmission is being committed is told that it is not known; the others, that nothing was kept, and so it is. */
  private sendAwayTheLate(): void {
    const now = performance.now();
    this.sendAway([...this.untold].filter(({ until }) => until <= now));
    // Where nothing of what is long gets an answer, what waits behind it is kept waiting no longer than others are.
    const inHand = [...this.largeUnderWay.values()];
    if (inHand.length > 0 && inHand.every(({ isRefused }) => isRefused))
      this.sendAway(this.large.filter(({ since, mayWaitMs }) => since + mayWaitMs <= now));
  }

  private sendAway(late: readonly Waiting[]): void {
    if (late.length === 0) return;
    const waiting = new Set(this.waiting);
    for (const entry of late) {
      entry.isRefused = !entry.isCommitting;
      this.refuse([entry], entry.isCommitting ? notKnown : waiting.has(entry) ? overloaded : silent);
    }
    this.waiting = this.waiting.filter(({ isRefused }) => !isRefused);
    this.large = this.large.filter(({ isRefused }) => !isRefused);
    this.log.warn({ transmissions: late.length }, 'sent away: the journal did not answer in time');
  }
}
