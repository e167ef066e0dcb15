import { Injectable } from '@nestjs/common';
import { type Asking, may } from '#access';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import { relationTo, whoIs } from '../people/people';
import { heldAccount, tellChange } from '../trade-account/held-account';
import { type SuretyAgent, suretyAgentFaults } from '../trade-account/surety-agent.rules';

/** Agents of sureties, as the surety names them: entry judges by them who may file its bonds. */
@Injectable()
export class SuretyAgents {
  constructor(private readonly transactions: Transactions) {}

  /** @throws Problem `not-found` for who may not see the account */
  async of(asking: Asking, accountId: string): Promise<SuretyAgent[]> {
    if (!may(asking, 'see', 'surety agent', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    return this.transactions.run(
      async ({ manager }) => (await heldAccount(manager, accountId, false)).account.suretyAgents,
    );
  }

  /** Names the agents of the account, all of them at once. @throws Problem */
  async name(asking: Asking, accountId: string, agents: readonly SuretyAgent[], why: string): Promise<SuretyAgent[]> {
    if (!may(asking, 'change', 'surety agent', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    const faults = suretyAgentFaults(agents);
    if (faults.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', faults);
    const named = agents.map(({ agent, filerCode, limitDollars, from, to }) => ({
      ...{ agent, filerCode, limitDollars, from, to },
    }));
    return this.transactions.run(async (unit) => {
      const held = await heldAccount(unit.manager, accountId);
      if (!held.identifiers.some(({ kind }) => kind === 'surety code'))
        throw new Problem('state-conflict', 'The account has no surety code: only a surety has agents.');
      if (!held.account.active) throw new Problem('state-conflict', `Account ${accountId} is not active.`);
      held.account.suretyAgents = named;
      const by = whoIs(asking);
      const words = named.map(({ agent, filerCode }) => `${agent} of ${filerCode}`).join(', ') || 'nobody';
      await tellChange(unit, held, {
        ...{ kind: 'agents of the surety named', channel: 'account', person: by },
        summary: `${by} named ${words} to file bonds: ${why}`,
      });
      return named;
    });
  }
}
