import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PowerOfAttorneyChanged, PowerOfAttorneyNoticed, powersSubject } from '#contracts';
import { addDays, canonicalJson, type CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem, requireSameFields } from '#service';
import { appendActivity } from '../activity-log/activity.repository';
import {
  type GrantedScope,
  inWords,
  isJudgedElsewhere,
  isRevokedBy,
  type PowerTerms,
  powerTerms,
  type Revocation,
  revocationFault,
  revokedBy,
  shownNumber,
  type WantedPower,
} from './power.rules';

/** A power of attorney as both sides see it. `revokedAt` and `revokedFrom`: when it ended before its last day. */
export interface PowerView {
  readonly id: string;
  /** Of a social security number the last four digits. */
  readonly importerNumber: string;
  readonly filerCode: string;
  readonly scopes: GrantedScope[];
  /** Null: all ports. */
  readonly ports: string[] | null;
  readonly partnership: boolean;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
  readonly grantedAt: Date;
  readonly grantedBy: string;
  readonly reason: string | null;
  readonly revokedAt: Date | null;
  readonly revokedFrom: CustomsDate | null;
  readonly revocations: {
    readonly recordedAt: Date;
    readonly revokedAt: Date | null;
    readonly revokedFrom: CustomsDate | null;
    readonly revokedBy: string;
    readonly reason: string;
  }[];
}

/** Who grants or revokes, and where: `account` for the account's people, `operations` for what came on paper. */
export interface ActsFor {
  readonly name: string;
  readonly channel: string;
}

/** On which side of a power of attorney an account stands. */
export type PowerSide = 'importer' | 'filer';

export interface PowersPage {
  readonly powers: PowerView[];
  /** The `after` of the following page, null when there is no more. */
  readonly next: string | null;
}

interface PowerRow extends PowerTerms {
  readonly id: string;
  readonly place: string;
  readonly importerId: string;
  readonly grantedAt: Date;
  readonly grantedBy: string;
  readonly reason: string | null;
  readonly revocations: PowerView['revocations'];
}

const ANNOUNCED_AT_ONCE = 500;

const SELECT_POWERS = `
  SELECT p.id, p.place, p.importer_id AS "importerId", i.identity, p.filer_code AS "filerCode", p.scopes, p.ports, p.partnership,
    p.valid_from::text AS "from", p.valid_to::text AS "to", p.granted_at AS "grantedAt", p.granted_by AS "grantedBy", p.reason
  FROM power_of_attorney p JOIN importer_with_powers i ON i.id = p.importer_id`;

const readPowers = async (manager: EntityManager, where: string, parameters: unknown[]): Promise<PowerRow[]> => {
  const rows: Omit<PowerRow, 'revocations'>[] = await manager.query(`${SELECT_POWERS} ${where}`, parameters);
  const revocations: (PowerView['revocations'][number] & { powerId: string })[] =
    rows.length === 0
      ? []
      : await manager.query(
          `SELECT power_id AS "powerId", recorded_at AS "recordedAt", revoked_at AS "revokedAt", revoked_from::text AS "revokedFrom",
             revoked_by AS "revokedBy", reason FROM power_of_attorney_revocation WHERE power_id = ANY($1::uuid[]) ORDER BY id`,
          [rows.map(({ id }) => id)],
        );
  return rows.map((row) => ({
    ...row,
    revocations: revocations
      .filter(({ powerId }) => powerId === row.id)
      .map(({ powerId: _, ...revocation }) => revocation),
  }));
};

const viewOf = ({ place: _place, importerId: _importer, identity, ...row }: PowerRow): PowerView => ({
  ...row,
  importerNumber: shownNumber(identity),
  ...revokedBy(row.revocations),
});

const termsOf = ({ identity, filerCode, scopes, ports, partnership, from, to }: PowerTerms): string =>
  canonicalJson({ identity, filerCode, scopes, ports, partnership, from, to });

/** As who sends it names them. */
const sent = ({ identity, filerCode, scopes, ports, partnership, from, to }: PowerTerms, reason: string | null) => ({
  ...{ importerNumber: identity, filerCode, scopes, ports, partnership, from, to, reason },
});

const isForFiling = ({ scopes }: Pick<PowerTerms, 'scopes'>): boolean => scopes.some(isJudgedElsewhere);

const isUnrevoked = ({ revocations }: PowerRow): boolean => revocations.length === 0;

/** The account that has an identifier now; the row stays as it is until the end of the transaction. */
const holderOf = async (manager: EntityManager, kind: string, identity: string): Promise<string | null> => {
  const [row]: { account_id: string }[] = await manager.query(
    'SELECT account_id FROM account_identifier WHERE kind = $1 AND identity = $2 AND valid_to IS NULL FOR SHARE',
    [kind, identity],
  );
  return row?.account_id ?? null;
};

/** Powers of attorney: granted and revoked by the account that has the importer's number, kept for the number and told to who judges filings. */
@Injectable()
export class PowersOfAttorney {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The same grant again changes nothing; nor does another with the terms of one that was not revoked.
   *
   * @throws Problem `not-valid` for wrong terms, a number that the account has not, a filer code that nobody has or that is the account's own;
   * `state-conflict` for an id that stands for other terms
   */
  grant(
    accountId: string,
    wanted: WantedPower,
    by: ActsFor,
    reason: string | null,
  ): Promise<{ granted: boolean; power: PowerView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const judged = powerTerms(wanted, now);
      if ('errors' in judged)
        throw new Problem('not-valid', 'This power of attorney cannot be granted.', judged.errors);
      const { terms } = judged;
      await requireNumber(manager, accountId, terms.identity);
      const holder = await holderOf(manager, 'filer code', terms.filerCode);
      if (holder === null || holder === accountId)
        throw new Problem('not-valid', 'This power of attorney cannot be granted.', [
          holder === null
            ? { at: '/filerCode', text: `no account files under ${terms.filerCode}` }
            : {
                at: '/filerCode',
                text: `${terms.filerCode} is your own: you file for yourself without a power of attorney`,
              },
        ]);

      await manager.query(
        'INSERT INTO importer_with_powers (id, identity, version) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING',
        [randomUUID(), terms.identity],
      );
      const importer = await lockImporter(manager, terms.identity);
      const [sameId] = await readPowers(manager, 'WHERE p.id = $1', [wanted.id]);
      if (sameId) requireSameFields('power of attorney', sent(sameId, sameId.reason), sent(terms, reason));
      const others = await readPowers(manager, 'WHERE p.importer_id = $1 AND p.filer_code = $2', [
        importer.id,
        terms.filerCode,
      ]);
      const known = sameId ?? others.find((other) => isUnrevoked(other) && termsOf(other) === termsOf(terms));
      if (known) return { granted: false, power: viewOf(known) };

      await manager.query(
        `INSERT INTO power_of_attorney (id, importer_id, filer_code, scopes, ports, partnership, valid_from, valid_to, granted_at, granted_by_account, granted_by, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          wanted.id,
          importer.id,
          terms.filerCode,
          terms.scopes,
          terms.ports,
          terms.partnership,
          terms.from,
          terms.to,
          now,
          accountId,
          by.name,
          reason,
        ],
      );
      const isFirst =
        isForFiling(terms) &&
        !(await readPowers(manager, 'WHERE p.importer_id = $1 AND p.id <> $2', [importer.id, wanted.id])).some(
          isForFiling,
        );
      const first = isFirst ? '. From now on only filers with a power of attorney file for it' : '';
      await this.tell(unit, importer, wanted.id, 'power of attorney granted', by, [accountId, holder], (power) => {
        const why = reason === null ? '' : `: ${reason}`;
        return `${inWords(power)}; granted by ${by.name}${why}${first}`;
      });
      await this.notify(unit, wanted.id, 'granted', holder, { by: by.name, reason });
      return { granted: true, power: viewOf(await readPower(manager, wanted.id)) };
    });
  }

  /**
   * Ends a power at once, or from a day on. What does not end it earlier than it ends already changes nothing.
   *
   * @throws Problem `not-found` for a power of an importer whose number the account has not, `not-valid` for a day that has begun
   */
  revoke(
    accountId: string,
    powerId: string,
    from: CustomsDate | null,
    by: ActsFor,
    reason: string,
  ): Promise<{ revoked: boolean; power: PowerView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const fault = from === null ? null : revocationFault(from, now);
      if (fault) throw new Problem('not-valid', 'This power of attorney cannot be revoked so.', [fault]);
      const [found] = await readPowers(manager, 'WHERE p.id = $1', [powerId]);
      const holder = found && (await holderOf(manager, 'importer number', found.identity));
      if (!found || holder !== accountId)
        throw new Problem('not-found', `Account ${accountId} has granted no power of attorney ${powerId}.`);

      const importer = await lockImporter(manager, found.identity);
      const power = await readPower(manager, powerId);
      const wanted: Revocation =
        from === null ? { revokedAt: now, revokedFrom: null } : { revokedAt: null, revokedFrom: from };
      if (isRevokedBy(revokedBy(power.revocations), wanted)) return { revoked: false, power: viewOf(power) };
      await manager.query(
        `INSERT INTO power_of_attorney_revocation (power_id, revoked_at, revoked_from, recorded_at, revoked_by_account, revoked_by, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [powerId, wanted.revokedAt, wanted.revokedFrom, now, accountId, by.name, reason],
      );
      const filer = await holderOf(manager, 'filer code', power.filerCode);
      const both = [accountId, ...(filer === null ? [] : [filer])];
      await this.tell(unit, importer, powerId, 'power of attorney revoked', by, both, () => {
        const when = from === null ? 'at once' : `from ${from} on`;
        return `${inWords(power)}; revoked ${when} by ${by.name}: ${reason}`;
      });
      await this.notify(unit, powerId, from === null ? 'revoked' : 'limited', filer, { by: by.name, reason });
      return { revoked: true, power: viewOf(await readPower(manager, powerId)) };
    });
  }

  /**
   * Ends a power at once from the side of the filer, who will file no more for the importer. What ended it before changes nothing.
   *
   * @throws Problem `not-found` for a power for a filer code that the account has not
   */
  renounce(
    accountId: string,
    powerId: string,
    by: ActsFor,
    reason: string,
  ): Promise<{ renounced: boolean; power: PowerView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const [found] = await readPowers(manager, 'WHERE p.id = $1', [powerId]);
      const holder = found && (await holderOf(manager, 'filer code', found.filerCode));
      if (!found || holder !== accountId)
        throw new Problem('not-found', `Account ${accountId} has no power of attorney ${powerId}.`);
      const importer = await lockImporter(manager, found.identity);
      const power = await readPower(manager, powerId);
      if (isRevokedBy(revokedBy(power.revocations), { revokedAt: now, revokedFrom: null }))
        return { renounced: false, power: viewOf(power) };
      await manager.query(
        `INSERT INTO power_of_attorney_revocation (power_id, revoked_at, recorded_at, revoked_by_account, revoked_by, reason, renounced)
         VALUES ($1, $2, $2, $3, $4, $5, true)`,
        [powerId, now, accountId, by.name, reason],
      );
      const granting = await holderOf(manager, 'importer number', power.identity);
      const both = [accountId, ...(granting === null ? [] : [granting])];
      await this.tell(
        unit,
        importer,
        powerId,
        'power of attorney renounced',
        by,
        both,
        () => `${inWords(power)}; renounced at once by ${by.name}: ${reason}`,
      );
      await this.notify(unit, powerId, 'renounced', granting, { by: by.name, reason });
      return { renounced: true, power: viewOf(await readPower(manager, powerId)) };
    });
  }

  /**
   * Tells filers, once, of powers that end within these days; one transaction's worth.
   *
   * @returns whether there may be more
   */
  remind(days: number, limit: number): Promise<boolean> {
    return this.transactions.run(async (unit) => {
      const due: { id: string }[] = await unit.manager.query(
        `SELECT p.id FROM power_of_attorney p
          WHERE p.valid_to BETWEEN $1::date AND $1::date + $2::int AND NOT EXISTS (SELECT 1 FROM power_of_attorney_reminder r WHERE r.power_id = p.id)
            AND NOT EXISTS (SELECT 1 FROM power_of_attorney_revocation v WHERE v.power_id = p.id AND (v.revoked_at IS NOT NULL OR v.revoked_from <= p.valid_to))
          ORDER BY p.valid_to, p.id LIMIT $3`,
        [unit.now.toISOString().slice(0, 10), days, limit],
      );
      for (const { id } of due) {
        const { filerCode } = await readPower(unit.manager, id);
        const [noted] = await unit.manager.query(
          'INSERT INTO power_of_attorney_reminder (power_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING power_id',
          [id, unit.now],
        );
        if (!noted) continue;
        const filer = await holderOf(unit.manager, 'filer code', filerCode);
        await this.notify(unit, id, 'about to end', filer, { by: null, reason: null });
      }
      return due.length === limit;
    });
  }

  /** Tells all who listen of every importer's powers, as they are. @returns of how many importers */
  async announceAll(): Promise<number> {
    let announced = 0;
    for (let after: string | null = null; ; ) {
      const importers: Importer[] = await this.transactions.run(async (unit) => {
        const page: Importer[] = await unit.manager.query(
          `SELECT id, identity, version FROM importer_with_powers WHERE version > 0 AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2 FOR SHARE`,
          [after, ANNOUNCED_AT_ONCE],
        );
        for (const importer of page) await this.announce(unit, importer);
        return page;
      });
      announced += importers.length;
      if (importers.length < ANNOUNCED_AT_ONCE) return announced;
      after = importers.at(-1)!.id;
    }
  }

  /**
   * Powers in the order in which they were granted: those of the importer numbers, or those for the filer codes, that the account has now.
   *
   * @param after the `next` of the page before
   */
  async list(accountId: string, side: PowerSide, after: string, limit: number): Promise<PowersPage> {
    const { manager } = this.source;
    await requireAccount(manager, accountId);
    const held = side === 'importer' ? 'i.identity' : 'p.filer_code';
    const rows = await readPowers(
      manager,
      `WHERE p.place > $3 AND ${held} IN (SELECT identity FROM account_identifier WHERE account_id = $1 AND kind = $2 AND valid_to IS NULL)
       ORDER BY p.place LIMIT $4`,
      [accountId, side === 'importer' ? 'importer number' : 'filer code', after, limit],
    );
    return { powers: rows.map(viewOf), next: rows.length === limit ? rows.at(-1)!.place : null };
  }

  private async tell(
    unit: UnitOfWork,
    importer: Importer,
    powerId: string,
    kind: string,
    { name: person, channel }: ActsFor,
    accountIds: readonly string[],
    summary: (power: PowerRow) => string,
  ): Promise<void> {
    const { manager, now } = unit;
    const version = importer.version + 1;
    await manager.query('UPDATE importer_with_powers SET version = $2 WHERE id = $1', [importer.id, version]);
    const powers = await this.announce(unit, { ...importer, version });
    const line = summary(powers.find(({ id }) => id === powerId)!);
    await appendActivity(
      manager,
      accountIds.map((accountId) => ({
        accountId,
        occurredAt: now.toISOString(),
        kind,
        channel,
        transmissionId: null,
        mailboxId: null,
        filingId: null,
        itemKind: 'power of attorney',
        subject: powersSubject(importer.id),
        outcome: null,
        disposition: 'processed',
        summary: line,
        person,
      })),
      now,
    );
  }

  /** Tells all who listen of an importer's powers. */
  private async announce(unit: UnitOfWork, importer: Importer): Promise<PowerRow[]> {
    const powers = await readPowers(unit.manager, 'WHERE p.importer_id = $1 ORDER BY p.place', [importer.id]);
    // Where all are over documents there is nothing that filings are judged by, and the importer is filed for as before.
    const forFiling = powers.filter(isForFiling);
    if (forFiling.length === 0) return powers;
    unit.publish(
      PowerOfAttorneyChanged,
      powersSubject(importer.id),
      {
        importerNumber: importer.identity,
        version: importer.version,
        powers: forFiling.map(({ id, filerCode, scopes, ports, from, to, revocations }) => {
          const { revokedAt, revokedFrom } = revokedBy(revocations);
          const ended = { revokedAt: revokedAt?.toISOString() ?? null, revokedFrom };
          return { powerId: id, filerCode, scopes: scopes.filter(isJudgedElsewhere), ports, from, to, ...ended };
        }),
      },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
    return powers;
  }

  /** Into the mailbox of the other side; a number or code that nobody has now has no mailbox. */
  private async notify(
    unit: UnitOfWork,
    powerId: string,
    step: PowerOfAttorneyNoticed['step'],
    accountId: string | null,
    { by, reason }: { readonly by: string | null; readonly reason: string | null },
  ): Promise<void> {
    if (accountId === null) return;
    const power = await readPower(unit.manager, powerId);
    const { importerId, identity, filerCode, scopes, ports, from, to, revocations } = power;
    const { revokedAt, revokedFrom } = revokedBy(revocations);
    const revokedLast = revokedFrom && addDays(revokedFrom, -1);
    const ends = [to, revokedLast].filter((day) => day !== null).sort();
    unit.publish(
      PowerOfAttorneyNoticed,
      powersSubject(importerId),
      {
        ...{
          accountId,
          powerId,
          step,
          importerNumber: shownNumber(identity),
          filerCode,
          scopes,
          ports,
          from,
          to,
          by,
          reason,
        },
        lastDay: revokedAt ? null : (ends[0] ?? null),
        occurredAt: unit.now.toISOString(),
      },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
  }
}

interface Importer {
  readonly id: string;
  readonly identity: string;
  readonly version: number;
}

const lockImporter = async (manager: EntityManager, identity: string): Promise<Importer> => {
  const [row]: Importer[] = await manager.query(
    'SELECT id, identity, version FROM importer_with_powers WHERE identity = $1 FOR UPDATE',
    [identity],
  );
  return row!;
};

const readPower = async (manager: EntityManager, powerId: string): Promise<PowerRow> =>
  (await readPowers(manager, 'WHERE p.id = $1', [powerId]))[0]!;

const requireAccount = async (manager: EntityManager, accountId: string): Promise<void> => {
  const [found] = await manager.query('SELECT 1 FROM account WHERE id = $1', [accountId]);
  if (!found) throw new Problem('not-found', `There is no account ${accountId}.`);
};

const requireNumber = async (manager: EntityManager, accountId: string, identity: string): Promise<void> => {
  if ((await holderOf(manager, 'importer number', identity)) === accountId) return;
  await requireAccount(manager, accountId);
  throw new Problem('not-valid', 'This power of attorney cannot be granted.', [
    { at: '/importerNumber', text: 'is not a number of this account' },
  ]);
};
