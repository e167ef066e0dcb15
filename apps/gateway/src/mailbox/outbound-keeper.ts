import { Injectable, OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FILING_MODULES } from '#contracts';
import type { Recurring, Turn } from '#kernel';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';
import type { Gate } from '../gate/gate';
import { Gates } from '../gate/gates';
import type { Module } from '../filing/transmission';
import { HeldMailRepository } from './held-mail.repository';
import { MailboxRepository } from './mailbox.repository';

const LOOK_EVERY_MS = 400;
/** As many as may enter while the gate is locked and modules wait for it. */
const FEW = 50;

/**
 * Opens outbound gates. In a trial everything kept back enters the mailboxes, oldest first, and what modules say meanwhile queues
 * behind it; when nothing is left the gate flows. One replica moves at a time.
 */
@Injectable()
export class OutboundKeeper implements OnModuleDestroy {
  private readonly recurring: Recurring;
  private stopping = false;

  constructor(
    private readonly gates: Gates,
    private readonly held: HeldMailRepository,
    private readonly mailbox: MailboxRepository,
    private readonly transactions: Transactions,
    work: RecurringWork,
  ) {
    this.recurring = work.every(LOOK_EVERY_MS, 'putting into the mailboxes what was kept back', (turn) =>
      this.look(turn),
    );
    gates.heldOutbound = () => held.behind();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.recurring.stop();
  }

  private async look(turn: Turn): Promise<void> {
    if (!FILING_MODULES.some((module) => this.gates.stateOf(module, 'outbound') === 'TRIAL')) return;
    for (const gate of await this.gates.refresh())
      if (gate.direction === 'outbound' && gate.state === 'TRIAL') await this.open(gate, turn);
  }

  private async open(gate: Gate, turn: Turn): Promise<void> {
    while (!this.stopping && (await this.moveSome(gate.module)) > FEW) turn.progress();
    if (this.stopping) return;
    await this.gates.judge(gate, 'trial passed', 'Everything kept back is in the mailboxes', (manager) =>
      this.moveRest(gate.module, manager),
    );
  }

  /**
   * Whoever places an entry holds the gate as it is until its commit: under our lock nobody can add one. So the last ones enter under it,
   * and a module that always has something to say does not keep its gate from opening.
   */
  private async moveRest(module: Module, manager: EntityManager): Promise<boolean> {
    const unit = this.transactions.within(manager);
    await this.mailbox.enter(unit, await this.held.take(module, manager));
    await unit.flush();
    return this.held.isEmpty(module, manager);
  }

  /** How many entered; 0 when nothing is left, another replica is at it, or the gate was stopped again. */
  private moveSome(module: Module): Promise<number> {
    return this.transactions.run(async (unit) => {
      const [{ free }] = await unit.manager.query(
        `SELECT pg_try_advisory_xact_lock(hashtext('outbound gate'), hashtext($1)) AS free`,
        [module],
      );
      if (!free) return 0;
      const open = await unit.manager.query(
        `SELECT 1 FROM gate WHERE module = $1 AND direction = 'outbound' AND state = 'TRIAL'`,
        [module],
      );
      if (open.length === 0) return 0;
      const entries = await this.held.take(module, unit.manager);
      await this.mailbox.enter(unit, entries);
      return entries.length;
    });
  }
}
