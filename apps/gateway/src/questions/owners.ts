import { Injectable } from '@nestjs/common';
import type { AnswerOf, AskedBy, RequestContract, ServiceName } from '#contracts';
import { CannotBeAsked, Colleagues, Problem } from '#service';

const WITHIN_MS = 2_000;

/** Asks the service that owns the data. While it is away the rest of the platform goes on, and the answer says so. */
@Injectable()
export class Owners {
  constructor(private readonly colleagues: Colleagues) {}

  /** What the owner has on file, or null when it knows nothing under this address. @throws Problem `look-up-unavailable` */
  async ask<C extends RequestContract>(
    owner: ServiceName,
    contract: C,
    asked: Omit<AskedBy<C>, 'body'> & { readonly body?: AskedBy<C>['body'] },
  ): Promise<AnswerOf<C> | null> {
    try {
      return await this.colleagues.ask(owner, contract, asked, { withinMs: WITHIN_MS });
    } catch (error) {
      if (!(error instanceof CannotBeAsked)) throw error;
      throw new Problem(
        'look-up-unavailable',
        `The ${owner} service does not answer at this moment. Filing, answers and the mailbox go on; only this look-up has to wait.`,
        [],
        10,
      );
    }
  }
}
