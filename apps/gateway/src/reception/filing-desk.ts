import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { currentCorrelation, Problem } from '#service';
import type { Account, KeyHolder } from '../account/account';
import type { WithRawBody } from '../edge/bodies';
import { checked } from '../filing/filing-check';
import { type Receipt, Reception } from './receipt';
import { arrival, type Kept, type NewTransmission } from '../filing/transmission';
import type { FilingOf } from '../formats/json/json-filings';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Takes one JSON message as a transmission of one filing; both have the same id. */
@Injectable()
export class FilingDesk {
  constructor(private readonly reception: Reception) {}

  /**
   * An order is no statement of fact that may be repeated: the same hold placed again after somebody removed it is meant, the same
   * removal delivered late is not. Only the sender knows which, so an order always has a key.
   *
   * @throws Problem as in `receive`; `not-valid` without an Idempotency-Key
   */
  receiveOrder(request: WithRawBody, { account, person }: KeyHolder, filingOf: FilingOf): Promise<Receipt> {
    if (request.headers['idempotency-key'] === undefined) {
      const remedy =
        'Send the header `Idempotency-Key` with a new UUID for each order, and the same one when you send that order again: it then takes effect once.';
      throw new Problem('not-valid', 'An order needs an Idempotency-Key. Nothing was done.', [
        { at: 'Idempotency-Key', text: 'is missing', remedy },
      ]);
    }
    return this.receive(request, account, filingOf, person);
  }

  /** @throws Problem as in Reception; `not-valid` for an unusable Idempotency-Key */
  receive(request: WithRawBody, account: Account, filingOf: FilingOf, person: string | null = null): Promise<Receipt> {
    const key = request.headers['idempotency-key'];
    if (key !== undefined && (typeof key !== 'string' || !KEY.test(key))) {
      throw new Problem('not-valid', 'The Idempotency-Key is not usable.', [
        { at: 'Idempotency-Key', text: 'Send 1 to 200 printable characters without spaces.' },
      ]);
    }
    const [path = ''] = request.url.split('?');
    return this.reception.receive(
      jsonTransmission({ path, person, body: request.rawBody ?? Buffer.alloc(0), key: key ?? null }, account, filingOf),
      '/filings',
    );
  }
}

/** How answering a filing again, or reading it again, finds out what was meant: an order says part of it in its address, and its key who gave it. */
export interface JsonEnvelope {
  readonly path: string;
  /** Who gave an order. */
  readonly person?: string;
}

interface JsonMessage {
  readonly path: string;
  readonly person: string | null;
  readonly body: Buffer;
  readonly key: string | null;
}

export const jsonTransmission = (
  { path, person, body, key }: JsonMessage,
  account: Account,
  filingOf: FilingOf,
  kept?: Kept,
): NewTransmission => {
  const { id, receivedAt, origin } = arrival(account, 'json', kept);
  const filing = checked(filingOf(origin(id)));
  return {
    id,
    account,
    channel: 'json',
    format: `JSON ${filing.kind}`,
    key,
    // The address is part of what was said: the same hold on two bills is two orders.
    contentHash: createHash('sha256').update(`${path}\n`).update(body).digest('hex'),
    body,
    receivedAt,
    correlationId: kept?.correlationId ?? currentCorrelation() ?? id,
    envelope: { path, ...(person === null ? {} : { person }) } satisfies JsonEnvelope,
    filingCount: 1,
    counts: [{ kind: filing.kind, filings: 1 }],
    filings: [filing],
    answers: [],
  };
};
