import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type KeyHolder, KeyHolders, type KnownAccount, type PersonKnown, sessionsEndedBefore } from '#access';
import { Problem } from '#service';
import { heldAccount, stateOf } from '../trade-account/held-account';

const ACCOUNTS_KEPT = 5_000;

interface Row {
  account_id: string;
  version: number;
  person: string | null;
  person_id: string | null;
  leaves: KeyHolder['terms']['leaves'];
  valid_until: Date | null;
  addresses: string[];
}

/** The account service reads keys where they are issued; an account is remembered for as long as its version is the same. */
@Injectable()
export class OwnKeyHolders extends KeyHolders {
  private readonly kept = new Map<string, { version: number; account: KnownAccount }>();

  constructor(private readonly source: DataSource) {
    super();
  }

  async ofKey(hash: string): Promise<KeyHolder | null> {
    this.requireDatabase('Whose key this is');
    const [row]: Row[] = await this.source.query(
      `SELECT k.account_id, a.version, k.person, k.person_id, k.leaves, k.valid_until, k.addresses
       FROM api_key k JOIN account a ON a.id = k.account_id WHERE k.hash = $1 AND k.revoked_at IS NULL`,
      [hash],
    );
    if (!row) return null;
    const terms = {
      person: row.person,
      personId: row.person_id,
      leaves: row.leaves,
      until: row.valid_until?.toISOString() ?? null,
      addresses: row.addresses,
    };
    return { account: await this.account(row.account_id, row.version), terms };
  }

  async ofPerson(emailDigest: string, session: string | null = null): Promise<PersonKnown> {
    this.requireDatabase('Which accounts you work in');
    const rows: { id: string; version: number }[] = await this.source.query(
      `SELECT DISTINCT a.name, a.id, a.version FROM person p JOIN person_role r ON r.person_id = p.id JOIN account a ON a.id = r.account_id
       WHERE email_digest(p.email_identity) = $1 ORDER BY a.name, a.id`,
      [emailDigest],
    );
    return {
      accounts: await Promise.all(rows.map(({ id, version }) => this.account(id, version))),
      endedBefore: await sessionsEndedBefore(this.source.manager, emailDigest, session),
    };
  }

  private requireDatabase(what: string): void {
    if (!this.source.isInitialized)
      throw new Problem('unavailable', `${what} cannot be read at the moment: the database is away.`, [], 5);
  }

  private async account(accountId: string, version: number): Promise<KnownAccount> {
    const known = this.kept.get(accountId);
    if (known && known.version === version) return known.account;
    const {
      apiKeyHashes: _hashes,
      keyPersons: _persons,
      keyTerms: _terms,
      ...account
    } = stateOf(await heldAccount(this.source.manager, accountId, false));
    if (this.kept.size >= ACCOUNTS_KEPT) this.kept.clear();
    this.kept.set(accountId, { version: account.version, account });
    return account;
  }
}
