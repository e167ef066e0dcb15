import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Asking, isNetwork, may } from '#access';
import type { FieldError } from '#kernel';
import { Transactions } from '#messaging';
import { hashApiKey, newApiKey, Problem } from '#service';
import { asLeaves, leaveFaults } from '../trade-account/role.rules';
import { relationTo, requireSight, whoIs } from '../people/people';
import { type Held, heldAccount, tellChange } from '../trade-account/held-account';
import { ApiKeyEntity } from '../trade-account/trade-account.entity';

export interface KeyWanted {
  readonly label: string;
  /** One of the account's people; null for a machine. */
  readonly personId: string | null;
  readonly leaves: Readonly<Record<string, string>> | null;
  /** ISO 8601. */
  readonly until: string | null;
  readonly addresses: readonly string[];
}

export interface IssuedKey {
  readonly keyId: string;
  /** In this answer and nowhere else. */
  readonly apiKey: string;
}

export interface KeyView {
  readonly id: string;
  readonly label: string | null;
  readonly person: string | null;
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly until: Date | null;
  readonly addresses: readonly string[];
  readonly issuedAt: Date;
  readonly issuedBy: string | null;
  readonly revokedAt: Date | null;
  /** Of the key, or of a token issued for it, at most some minutes late; null for never. */
  readonly lastUsedAt: Date | null;
}

/** A key that is exchanged stays in force for so long beside the new one, so that nobody has to change over in an instant. */
const OVERLAP_MS = 86_400_000;

/** Keys that an account's owners issue, for their machines and for their people. */
@Injectable()
export class AccountKeys {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Every key of the account, the newest first. */
  async list(asking: Asking, accountId: string): Promise<KeyView[]> {
    requireSight(asking, accountId);
    const keys = await this.source.manager.find(ApiKeyEntity, { where: { accountId }, order: { createdAt: 'DESC' } });
    const used: { id: string; last_used_at: Date | null }[] = await this.source.query(
      'SELECT id, last_used_at FROM api_key WHERE account_id = $1',
      [accountId],
    );
    const lastUses = new Map(used.map(({ id, last_used_at }) => [id, last_used_at]));
    return keys.map((key) => ({
      id: key.id,
      label: key.label,
      person: key.person,
      leaves: key.leaves,
      until: key.validUntil,
      addresses: key.addresses,
      issuedAt: key.createdAt,
      issuedBy: key.issuedBy,
      revokedAt: key.revokedAt,
      lastUsedAt: lastUses.get(key.id) ?? null,
    }));
  }

  /** @throws Problem `not-valid` naming the field, `not-authorized` for who may issue none */
  async issue(asking: Asking, accountId: string, wanted: KeyWanted): Promise<IssuedKey> {
    return this.changing(asking, accountId, async (held, now, by) => {
      const faults: FieldError[] = [
        ...leaveFaults(wanted.leaves, '/leaves'),
        ...wanted.addresses.flatMap((network, at) =>
          isNetwork(network)
            ? []
            : [{ at: `/addresses/${at}`, text: `'${network}' is no network such as 192.0.2.0/24` }],
        ),
      ];
      if (wanted.until !== null && wanted.until <= now.toISOString())
        faults.push({ at: '/until', text: 'is not in the future' });
      const role = held.roles.find(({ personId }) => personId === wanted.personId);
      if (wanted.personId !== null && !role)
        faults.push({ at: '/personId', text: 'has no role in this account: give one first' });
      if (faults.length > 0) throw new Problem('not-valid', 'The key cannot be issued so.', faults);
      return this.made(held, now, by, {
        ...wanted,
        person: role?.name ?? null,
      });
    });
  }

  /** Issues a key with the same terms; the old one stays in force for a day, or until its own end. @throws Problem as `issue` */
  async rotate(asking: Asking, accountId: string, keyId: string): Promise<IssuedKey> {
    return this.changing(asking, accountId, async (held, now, by) => {
      const old = keyIn(held, keyId);
      const end = new Date(now.getTime() + OVERLAP_MS);
      const replaced = { ...old, validUntil: old.validUntil && old.validUntil < end ? old.validUntil : end };
      const made = this.made(
        { ...held, keys: held.keys.map((key) => (key === old ? replaced : key)) },
        now,
        by,
        {
          label: old.label ?? 'exchanged',
          personId: old.personId,
          person: old.person,
          leaves: old.leaves,
          until: old.validUntil?.toISOString() ?? null,
          addresses: old.addresses,
        },
        ` in place of ${old.id}, which ends ${replaced.validUntil.toISOString()}`,
      );
      return { ...made, changed: [{ id: old.id, validUntil: replaced.validUntil }] };
    });
  }

  /** Ends a key at once. One that ended already stays as it is. */
  async revoke(asking: Asking, accountId: string, keyId: string): Promise<void> {
    await this.changing(asking, accountId, async (held, now, by) => {
      const key = held.keys.find(({ id }) => id === keyId);
      if (!key) {
        if (await this.source.manager.existsBy(ApiKeyEntity, { id: keyId, accountId })) return null;
        throw noKey(accountId, keyId);
      }
      return {
        result: { keyId, apiKey: '' },
        held: { ...held, keys: held.keys.filter((other) => other !== key) },
        changed: [{ id: keyId, revokedAt: now }],
        told: { kind: 'key revoked', summary: `${by} revoked API key ${keyId}` },
      };
    });
  }

  private made(held: Held, now: Date, by: string, wanted: KeyWanted & { person: string | null }, more = ''): Change {
    const apiKey = newApiKey();
    const key: ApiKeyEntity = {
      id: randomUUID(),
      accountId: held.account.id,
      hash: hashApiKey(apiKey),
      person: wanted.person,
      label: wanted.label,
      personId: wanted.personId,
      leaves: asLeaves(wanted.leaves),
      validUntil: wanted.until === null ? null : new Date(wanted.until),
      addresses: [...wanted.addresses],
      issuedBy: by,
      createdAt: now,
      revokedAt: null,
    };
    const of = wanted.person === null ? '' : ` of ${wanted.person}`;
    return {
      result: { keyId: key.id, apiKey },
      held: { ...held, keys: [...held.keys, key] },
      added: key,
      told: { kind: 'key issued', summary: `${by} issued API key ${key.id}${of} (${wanted.label})${more}` },
    };
  }

  private async changing(
    asking: Asking,
    accountId: string,
    work: (held: Held, now: Date, by: string) => Promise<Change | null>,
  ): Promise<IssuedKey> {
    requireSight(asking, accountId);
    if (!may(asking, 'change', 'key', relationTo(asking, accountId)))
      throw new Problem('not-authorized', "Only the account's owner and proxy owners issue and end its keys.");
    return this.transactions.run(async (unit) => {
      const held = await heldAccount(unit.manager, accountId);
      const change = await work(held, unit.now, whoIs(asking));
      if (!change) return { keyId: '', apiKey: '' };
      if (change.added) await unit.manager.insert(ApiKeyEntity, change.added as never);
      for (const { id, ...values } of change.changed ?? []) await unit.manager.update(ApiKeyEntity, { id }, values);
      await tellChange(unit, change.held, { ...change.told, channel: 'account' });
      return change.result;
    });
  }
}

interface Change {
  readonly result: IssuedKey;
  readonly held: Held;
  readonly added?: ApiKeyEntity;
  readonly changed?: readonly { id: string; validUntil?: Date; revokedAt?: Date }[];
  readonly told: { readonly kind: string; readonly summary: string };
}

const noKey = (accountId: string, keyId: string): Problem =>
  new Problem('not-found', `Account ${accountId} has no key ${keyId}.`);

const keyIn = (held: Held, keyId: string): ApiKeyEntity => {
  const key = held.keys.find(({ id }) => id === keyId);
  if (!key) throw noKey(held.account.id, keyId);
  return key;
};
