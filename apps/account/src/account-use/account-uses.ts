import { Controller, Injectable } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DataSource, type EntityManager } from 'typeorm';
import { UseBook } from '#access';
import { AccountUsed, type AccountUse, CeeAccountUsed, EnforcementAccountUsed, PortAccountUsed } from '#contracts';
import { MessageContext, type Received } from '#messaging';

/** Keeps when accounts and keys were last used: two statements for any number of them; an earlier use never takes the place of a later one. */
const keepUses = async (manager: Pick<EntityManager, 'query'>, uses: readonly AccountUse[]): Promise<void> => {
  await manager.query(
    `INSERT INTO account_use AS u (account_id, last_used_at)
     SELECT a.id, max(x.at) FROM unnest($1::uuid[], $2::timestamptz[]) AS x(id, at) JOIN account a ON a.id = x.id GROUP BY a.id ORDER BY a.id
     ON CONFLICT (account_id) DO UPDATE SET last_used_at = excluded.last_used_at WHERE u.last_used_at < excluded.last_used_at`,
    [uses.map(({ accountId }) => accountId), uses.map(({ lastUsedAt }) => lastUsedAt)],
  );
  const keys = uses.flatMap((use) => use.keys);
  await manager.query(
    `UPDATE api_key k SET last_used_at = x.at
     FROM (SELECT hash, max(at) AS at FROM unnest($1::text[], $2::timestamptz[]) AS g(hash, at) GROUP BY hash) x
     WHERE k.hash = x.hash AND (k.last_used_at IS NULL OR k.last_used_at < x.at)`,
    [keys.map(({ hash }) => hash), keys.map(({ lastUsedAt }) => lastUsedAt)],
  );
};

/** A sign-in is a use of each account in which its person has a role. */
export const noteSignIn = async (manager: EntityManager, personId: string, at: Date): Promise<void> => {
  await manager.query(
    `INSERT INTO account_use AS u (account_id, last_used_at)
     SELECT DISTINCT account_id, $2::timestamptz FROM person_role
      WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY account_id
     ON CONFLICT (account_id) DO UPDATE SET last_used_at = excluded.last_used_at WHERE u.last_used_at < excluded.last_used_at`,
    [personId, at],
  );
};

/** The account counts as used at this moment, as one that was reactivated does. */
export const noteAsUsed = async (manager: EntityManager, accountId: string, at: Date): Promise<void> => {
  await keepUses(manager, [{ accountId, lastUsedAt: at.toISOString(), keys: [] }]);
};

/** What is used at the account service itself. */
@Injectable()
export class OwnUses extends UseBook {
  constructor(private readonly source: DataSource) {
    super();
  }

  async keep(uses: readonly AccountUse[]): Promise<void> {
    await keepUses(this.source, uses);
  }
}

/** Keeps what other services tell of the use of accounts and keys. */
@Controller()
export class AccountUsedConsumer {
  @EventPattern<string[]>([AccountUsed.type, PortAccountUsed.type, CeeAccountUsed.type, EnforcementAccountUsed.type], {
    batch: true,
    repeats: true,
  })
  async take(@Payload() messages: Received<AccountUse>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await keepUses(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
