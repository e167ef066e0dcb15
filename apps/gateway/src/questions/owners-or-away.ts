import { Injectable } from '@nestjs/common';
import type { AnswerOf, AskedBy, RequestContract, ServiceName } from '#contracts';
import { Problem } from '#service';
import { Owners } from './owners';

/** So long it is not asked again who did not answer: what is known answers at once. */
const AWAY_FOR_MS = 2_000;
/** An owner silent for so long is asked nothing more for a moment. One that refuses at once may still answer another question: not all need its database. */
const SILENT_MS = 500;

/** Asks owners of answers, and remembers for a moment which of them is silent and what none of them answers. */
@Injectable()
export class OwnersOrAway {
  private readonly awayUntil = new Map<ServiceName | RequestContract, number>();

  constructor(private readonly owners: Owners) {}

  /** Null when the owner knows nothing under this address. */
  async ask<C extends RequestContract>(
    owner: ServiceName,
    contract: C,
    asked: Omit<AskedBy<C>, 'body'> & { readonly body?: AskedBy<C>['body'] },
  ): Promise<AnswerOf<C> | null | 'away'> {
    const began = performance.now();
    if (Math.max(this.awayUntil.get(owner) ?? 0, this.awayUntil.get(contract) ?? 0) > began) return 'away';
    try {
      return await this.owners.ask(owner, contract, asked);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'look-up-unavailable') throw error;
      const now = performance.now();
      this.awayUntil.set(now - began > SILENT_MS ? owner : contract, now + AWAY_FOR_MS);
      return 'away';
    }
  }
}
