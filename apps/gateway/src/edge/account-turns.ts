import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import type { Admitted } from '#access';
import { Allowances, ownWait, Refusals, tellShare, tooMany } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import type { Account } from '../account/account';

const BURST_SECONDS = 2;
/** So many times its turns an account has while no other one is there. */
const ALONE = 32;
/** An account is there for so long after its last request. */
const THERE_MS = 10_000;
/** Requests of one account that wait for their turn, for each turn. */
export const IN_LINE = 1_024;
/** A body of so many bytes is long at work: it waits in a line of its own, so that nobody's small messages wait for it. */
const LARGE_BYTES = 1_048_576;
const RETRY_SECONDS = 1;

/** Requests of one account: those at work, and those that wait for one of them to end. */
class Turns {
  atWork = 0;
  readonly line: (() => void)[] = [];
}

/** Who asked last, and who other than that: enough to tell whether an account is alone. */
class LastSeen {
  private last = { account: '', at: -Infinity };
  private other = { account: '', at: -Infinity };

  note(account: string, at: number): void {
    if (account !== this.last.account) this.other = this.last;
    this.last = { account, at };
  }

  isAlone(account: string, now: number): boolean {
    const { at } = account === this.last.account ? this.other : this.last;
    return now - at > THERE_MS;
  }
}

/** What one account may ask of one process: requests a second, and requests at work at one moment, so that all get their turn. */
@Injectable()
export class AccountShares {
  private readonly requests: Allowances;
  private readonly turns = new Map<string, Turns>();
  private readonly seen = new LastSeen();

  constructor(
    private readonly config: GatewayConfig,
    private readonly refusals: Refusals,
  ) {
    this.requests = new Allowances(
      config.ACCOUNT_REQUESTS_PER_SECOND,
      config.ACCOUNT_REQUESTS_PER_SECOND * BURST_SECONDS,
    );
  }

  /** Tells the account's share too. @throws Problem `too-many-requests` */
  admit({ accountId }: Account, reply: FastifyReply): void {
    const wait = this.requests.take(accountId);
    tellShare(reply, 'account', this.requests, accountId);
    if (wait > 0)
      throw this.refused(
        accountId,
        `More than ${this.config.ACCOUNT_REQUESTS_PER_SECOND} requests a second came from your account.`,
        wait,
      );
  }

  /**
   * Waits until it is the account's turn.
   *
   * @param bytes how long the body is
   * @returns what ends the turn
   * @throws Problem `too-many-requests` when too many of the account wait already, `unavailable` when a small one has waited long enough
   */
  async take(accountId: string, bytes = 0): Promise<() => void> {
    const now = performance.now();
    this.seen.note(accountId, now);
    const line = bytes < LARGE_BYTES ? accountId : `${accountId}, large`;
    const turns = this.turns.get(line) ?? new Turns();
    this.turns.set(line, turns);
    if (turns.atWork >= this.atOnce(accountId, now)) {
      if (turns.line.length >= this.config.ACCOUNT_AT_ONCE * IN_LINE)
        throw this.refused(accountId, 'Too many requests of your account wait for an answer already.', RETRY_SECONDS);
      if (bytes < LARGE_BYTES) await this.inLine(accountId, turns);
      else await new Promise<void>((resolve) => turns.line.push(resolve));
    } else turns.atWork += 1;
    return () => {
      this.end(accountId, turns);
      if (turns.atWork === 0) this.turns.delete(line);
    };
  }

  private async inLine(accountId: string, turns: Turns): Promise<void> {
    let place = (): void => undefined;
    const turn = new Promise<void>((resolve) => turns.line.push((place = resolve)));
    try {
      await ownWait(turn, 'Others of your account are waited for too long; nothing of this message was kept.');
    } catch (error) {
      const at = turns.line.indexOf(place);
      if (at >= 0) turns.line.splice(at, 1);
      // Its turn came at the very moment it went.
      else this.end(accountId, turns);
      throw error;
    }
  }

  /** Who waits takes the place over; where others came meanwhile, the account has fewer. */
  private end(accountId: string, turns: Turns): void {
    turns.atWork -= 1;
    while (turns.line.length > 0 && turns.atWork < this.atOnce(accountId, performance.now())) {
      turns.atWork += 1;
      turns.line.shift()!();
    }
  }

  private atOnce(accountId: string, now: number): number {
    return this.config.ACCOUNT_AT_ONCE * (this.seen.isAlone(accountId, now) ? ALONE : 1);
  }

  private refused(accountId: string, detail: string, wait: number): Error {
    this.refusals.note('too many requests', accountId);
    return tooMany(detail, wait);
  }
}

/** What is sent without saying how much it is may be large. */
const bytesOf = (headers: Admitted['headers']): number =>
  headers['transfer-encoding'] ? Infinity : Number(headers['content-length'] ?? 0);

/** Handles a request when it is its account's turn. */
@Injectable()
export class InTurn implements NestInterceptor {
  constructor(private readonly shares: AccountShares) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { asking, headers } = context.switchToHttp().getRequest<Admitted>();
    const end = await this.shares.take(asking!.account.accountId, bytesOf(headers));
    return next.handle().pipe(finalize(end));
  }
}
