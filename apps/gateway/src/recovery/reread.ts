import { Injectable } from '@nestjs/common';
import type { Channel, JsonFilingName } from '#contracts';
import { AbiTransmissionReader } from '../formats/abi/abi-transmission';
import type { Account, KeyHolder } from '../account/account';
import { jsonTransmission, type JsonEnvelope } from '../reception/filing-desk';
import { type FilingOf, jsonFilings } from '../formats/json/json-filings';
import type { Kept, NewTransmission } from '../filing/transmission';
import { agencyDecision } from '../formats/json/agency-decision';
import { holdOrder, reviewOrder } from '../formats/json/orders';
import { X12TransmissionReader } from '../formats/x12/x12-transmission';

export interface KeptTransmission extends Kept {
  readonly channel: Channel;
  readonly key: string | null;
  readonly body: Buffer;
  /** As it was when the transmission came, where that is known: what it may file is part of the messages. */
  readonly account: Account;
}

/** Reads what was stored as it was read when it came: the same filings, under the same ids, byte by byte. */
@Injectable()
export class Reread {
  constructor(
    private readonly abi: AbiTransmissionReader,
    private readonly x12: X12TransmissionReader,
  ) {}

  /** @throws Error, Problem where it cannot be read any more */
  async read({ channel, key, body, account, ...kept }: KeptTransmission): Promise<NewTransmission> {
    if (channel === 'abi') return this.abi.read(body, account, kept);
    if (channel === 'x12') return this.x12.read(body, account, kept);
    const { path, person = null } = kept.envelope as JsonEnvelope;
    return jsonTransmission(
      { path, person, body, key },
      account,
      filingAt(path, JSON.parse(body.toString('utf8')), { account, person }),
      kept,
    );
  }
}

/** By the address that it was sent to. */
const filingAt = (path: string | undefined, body: unknown, { account, person }: KeyHolder): FilingOf => {
  const [, room, ...rest] = (path ?? '').split('/').map((part) => decodeURIComponent(part));
  if (room === 'filings' && Object.hasOwn(jsonFilings, rest[0] ?? ''))
    return jsonFilings[rest[0] as JsonFilingName].read(body, account);
  // Orders that came before keys had persons say in their bodies who gave them.
  const holder = { account, person: person ?? (body as { officer?: string }).officer ?? null };
  if (room === 'officer' && rest[0] === 'bills' && rest[2] === 'holds')
    return holdOrder(rest[3] === 'remove' ? 'remove' : 'place', rest[1]!, body, holder);
  if (room === 'officer' && rest[0] === 'entries' && rest[3] === 'review')
    return reviewOrder(rest[1]!, rest[2]!, body, holder);
  if (room === 'agency' && rest[0] === 'entries' && rest[3] === 'decision')
    return agencyDecision(rest[1]!, rest[2]!, body, holder);
  throw new Error(`nothing is filed at ${path}`);
};
