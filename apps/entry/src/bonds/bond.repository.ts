import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BondsAsked } from '#contracts';
import type { CustomsDate } from '#kernel';
import { fullImporterNumber } from '../importer/importer-number';
import { insertRows } from '#persistence';
import { type BondChange, storedBondContent, storedBondTerms, type StoredBond } from './bond.model';
import type { EntryUnderBond, SuretyAgentOnFile } from './bond.rules';

const COLUMNS = {
  ...{ bond_number: 'text', type: 'text', designation: 'text', activity_code: 'text', amount_dollars: 'bigint' },
  ...{ state: 'text', version: 'int', account_id: 'uuid', effective_on: 'date', terminates_on: 'date' },
  ...{ transaction_type: 'text', transaction_id: 'text', terms: 'json', changed_at: 'timestamptz' },
};
const UPDATES = ['amount_dollars', 'state', 'version', 'terminates_on', 'terms', 'changed_at']
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');

/** A bond with its parties, as its columns; `b` is the bond. */
const SELECTED = `b.bond_number, b.type, b.designation, b.activity_code, b.amount_dollars, b.state, b.version, b.account_id, b.effective_on::text, b.terminates_on::text,
  b.transaction_type, b.transaction_id, b.terms,
  (SELECT json_agg(json_build_object('role', p.role, 'number', p.importer_number, 'idType', p.id_type, 'from', p.valid_from, 'until', p.valid_until) ORDER BY p.ordinal)
     FROM bond_party p WHERE p.bond_number = b.bond_number) AS parties,
  (SELECT json_agg(json_build_object('from', i.valid_from, 'to', i.valid_to) ORDER BY i.valid_from) FROM bond_insufficiency i WHERE i.bond_number = b.bond_number) AS insufficient`;

/** Names to numbers of locks, each once and in one order. */
const KEYS = `(SELECT DISTINCT hashtextextended('bond ' || name, 0) AS k FROM unnest($1::text[]) AS name ORDER BY k) AS keys`;

/** Of entries ($1), the accepted summaries, under their own number or with other releases: a summary may be on file without a cargo release, as a withdrawal from a warehouse is. */
const SUMMARIES = `(SELECT es.entry_key AS key, (SELECT min(f.at)::date::text FROM entry_summary_version f WHERE f.entry_key = es.entry_key) AS "filedOn",
    EXISTS (SELECT FROM json_array_elements(coalesce(v.content->'bonds', json_build_array(v.content->'bond'))) b WHERE b->>'type' = '9') AS "isSingle"
  FROM entry_summary es JOIN LATERAL (SELECT content FROM entry_summary_version WHERE entry_key = es.entry_key AND content IS NOT NULL ORDER BY revision DESC LIMIT 1) v ON true
  WHERE es.entry_key = ANY($1) AND es.state IN ('accepted', 'liquidated')
  UNION ALL SELECT c.release_key, (SELECT min(f.at)::date::text FROM entry_summary_version f WHERE f.entry_key = c.entry_key), false
    FROM consolidated_release c JOIN entry_summary es ON es.entry_key = c.entry_key WHERE c.release_key = ANY($1) AND es.state IN ('accepted', 'liquidated')) s`;

/** Of continuous bonds of importers and of single transaction bonds of entries ($2). */
const IN_FORCE = `b.type = '8' AND b.state IN ('active', 'termination scheduled') OR b.type = '9' AND b.state = 'active' AND b.transaction_type = '1' AND b.transaction_id = ANY($2)`;
const ANY_STATE = `b.type = '8' OR b.transaction_type = '1' AND b.transaction_id = ANY($2)`;

const fromRow = (row: any): StoredBond => {
  const { entryType, suretyReference, executedOn, reconciliation, virginIslands, sureties, notify } =
    storedBondTerms.read(row.terms);
  return {
    ...{ number: row.bond_number, type: row.type, designation: row.designation, activityCode: row.activity_code },
    ...{ amountDollars: Number(row.amount_dollars), state: row.state, version: row.version },
    ...{ accountId: row.account_id, suretyReference, executedOn, reconciliation, virginIslands, sureties },
    ...{ effectiveOn: row.effective_on, terminatesOn: row.terminates_on, parties: row.parties ?? [], notify },
    foundInsufficient: row.insufficient ?? [],
    transaction: row.transaction_id === null ? null : { type: row.transaction_type, id: row.transaction_id, entryType },
  };
};

/** The register of bonds. */
@Injectable()
export class BondRepository {
  /**
   * Bonds that filings of one batch name or stand against, locked in the order of their numbers, and what cargo releases and summaries say of the entries that they secure. Two that file for one principal
   * or one transaction at the same moment wait for each other.
   */
  async lock(
    manager: EntityManager,
    asked: {
      readonly numbers: readonly string[];
      readonly transactions: readonly string[];
      readonly importers: readonly string[];
    },
  ): Promise<StoredBond[]> {
    const secured: { id: string }[] = await manager.query(
      'SELECT transaction_id AS id FROM bond WHERE bond_number = ANY($1) AND transaction_id IS NOT NULL',
      [asked.numbers],
    );
    const held = [
      ...[...asked.transactions, ...secured.map(({ id }) => id)].map((id) => `t${id}`),
      ...asked.importers.map((number) => `i${number}`),
    ];
    await manager.query(`SELECT pg_advisory_xact_lock(k) FROM ${KEYS}`, [held]);
    const numbers: { bond_number: string }[] = await manager.query(
      `SELECT bond_number FROM bond WHERE bond_number = ANY($1) OR transaction_id = ANY($2)
         OR bond_number IN (SELECT bond_number FROM bond_party WHERE importer_number = ANY($3)) ORDER BY bond_number FOR UPDATE`,
      [asked.numbers, asked.transactions, asked.importers],
    );
    return this.byNumber(
      manager,
      numbers.map(({ bond_number }) => bond_number),
    );
  }

  async byNumber(manager: EntityManager, numbers: readonly string[]): Promise<StoredBond[]> {
    if (numbers.length === 0) return [];
    const rows: any[] = await manager.query(
      `SELECT ${SELECTED} FROM bond b WHERE b.bond_number = ANY($1) ORDER BY b.bond_number`,
      [numbers],
    );
    return rows.map(fromRow);
  }

  /** Bonds that may cover entries: continuous ones of importers, in their full form, and single transaction bonds in force of entries. One statement for a batch. */
  covering(manager: EntityManager, importers: readonly string[], entryKeys: readonly string[]): Promise<StoredBond[]> {
    return this.ofImportersAndEntries(manager, importers, entryKeys, IN_FORCE);
  }

  /** The same, whatever became of them. */
  ofAnyState(
    manager: EntityManager,
    importers: readonly string[],
    entryKeys: readonly string[],
  ): Promise<StoredBond[]> {
    return this.ofImportersAndEntries(manager, importers, entryKeys, ANY_STATE);
  }

  private async ofImportersAndEntries(
    manager: EntityManager,
    importers: readonly string[],
    entryKeys: readonly string[],
    states: string,
  ): Promise<StoredBond[]> {
    if (importers.length === 0 && entryKeys.length === 0) return [];
    // What an entry stands on is not voided while it is judged.
    if (entryKeys.length > 0)
      await manager.query(`SELECT pg_advisory_xact_lock_shared(k) FROM ${KEYS}`, [entryKeys.map((key) => `t${key}`)]);
    return this.known(manager, importers, entryKeys, states);
  }

  /** What the register has of importers, in their full form, and entries: for who only looks. */
  async known(
    manager: EntityManager,
    importers: readonly string[],
    entryKeys: readonly string[],
    states = ANY_STATE,
  ): Promise<StoredBond[]> {
    const rows: any[] = await manager.query(
      `SELECT ${SELECTED} FROM bond b
        WHERE b.bond_number IN (SELECT bond_number FROM bond_party WHERE importer_number = ANY($1) UNION ALL SELECT bond_number FROM bond WHERE transaction_id = ANY($2))
          AND (${states})
        ORDER BY b.bond_number`,
      [importers, entryKeys],
    );
    return rows.map(fromRow);
  }

  /** Of entries, what a bond may be changed by. */
  async entries(manager: EntityManager, keys: readonly string[]): Promise<Map<string, EntryUnderBond>> {
    if (keys.length === 0) return new Map();
    const rows: { key: string; filedOn: CustomsDate; released: boolean; hasSummary: boolean; isSingle: boolean }[] =
      await manager.query(
        `SELECT r.entry_key AS key, r.filed_at::date::text AS "filedOn", r.released_at IS NOT NULL AS released,
                r.content->>'bondType' IS NOT DISTINCT FROM '9' OR coalesce(s."isSingle", false) AS "isSingle", s.key IS NOT NULL AS "hasSummary"
           FROM cargo_release r LEFT JOIN ${SUMMARIES} ON s.key = r.entry_key WHERE r.entry_key = ANY($1) AND r.state <> 'cancelled' FOR SHARE OF r`,
        [keys],
      );
    const summaries: { key: string; filedOn: CustomsDate; isSingle: boolean }[] = await manager.query(
      `SELECT s.key, s."filedOn", s."isSingle" FROM ${SUMMARIES}`,
      [keys],
    );
    const entries = new Map<string, EntryUnderBond>(
      summaries.map(({ key, ...summary }) => [key, { ...summary, released: false, hasSummary: true }]),
    );
    for (const { key, ...entry } of rows) entries.set(key, entry);
    return entries;
  }

  /** Agents of sureties, and all that have one of these numbers. */
  async agents(
    manager: EntityManager,
    sureties: readonly string[],
    numbers: readonly string[],
  ): Promise<SuretyAgentOnFile[]> {
    if (sureties.length === 0) return [];
    const rows: (SuretyAgentOnFile & { limitDollars: string | null })[] = await manager.query(
      `SELECT surety_code AS surety, agent, filer_code AS "filerCode", limit_dollars AS "limitDollars", valid_from::text AS "from", valid_to::text AS "to"
         FROM surety_agent WHERE surety_code = ANY($1) OR agent = ANY($2) ORDER BY surety_code, agent, filer_code, valid_from`,
      [sureties, numbers],
    );
    return rows.map((row) => ({ ...row, limitDollars: row.limitDollars === null ? null : Number(row.limitDollars) }));
  }

  /** A number that no bond had before: year, bond type, and six digits or letters (eBond v1.9, record 10, note 3). */
  async newNumber(manager: EntityManager, type: string, year: string): Promise<string> {
    const [{ serial }]: [{ serial: string }] = await manager.query(`SELECT nextval('bond_number') AS serial`);
    return `${year.slice(-2)}${type}${Number(serial).toString(36).toUpperCase().padStart(6, '0')}`;
  }

  async names(manager: EntityManager, numbers: readonly string[]): Promise<Map<string, string>> {
    if (numbers.length === 0) return new Map();
    const rows: { number: string; name: string }[] = await manager.query(
      `SELECT i.importer_number AS number, min(a.name) AS name FROM importer_on_file i JOIN account_on_file a ON a.account_id = i.account_id
        WHERE i.importer_number = ANY($1) AND i.active AND a.name IS NOT NULL GROUP BY i.importer_number`,
      [numbers],
    );
    return new Map(rows.map(({ number, name }) => [number, name]));
  }

  async save(manager: EntityManager, changes: readonly BondChange[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    const changed_at = now.toISOString();
    const last = [...new Map(changes.map((change) => [change.after.number, change])).values()];
    await insertRows(
      manager,
      'bond',
      COLUMNS,
      last.map(({ after }) => ({
        ...{ bond_number: after.number, type: after.type, designation: after.designation },
        ...{ activity_code: after.activityCode, amount_dollars: after.amountDollars, state: after.state },
        ...{ version: after.version, account_id: after.accountId, effective_on: after.effectiveOn },
        ...{ terminates_on: after.terminatesOn, transaction_type: after.transaction?.type ?? null, changed_at },
        transaction_id: after.transaction?.id ?? null,
        terms: storedBondTerms.write({
          ...{ suretyReference: after.suretyReference, executedOn: after.executedOn, sureties: after.sureties },
          ...{ reconciliation: after.reconciliation, virginIslands: after.virginIslands, notify: after.notify },
          entryType: after.transaction?.entryType ?? null,
        }),
      })),
      `ON CONFLICT (bond_number) DO UPDATE SET ${UPDATES}`,
    );
    const numbers = last.map(({ after }) => after.number);
    await manager.query('DELETE FROM bond_party WHERE bond_number = ANY($1)', [numbers]);
    await insertRows(
      manager,
      'bond_party',
      {
        ...{ importer_number: 'text', bond_number: 'text', role: 'text', id_type: 'text', ordinal: 'int' },
        ...{ valid_from: 'date', valid_until: 'date' },
      },
      last.flatMap(({ after }) =>
        after.parties.map(({ number, role, idType, from, until }, ordinal) => ({
          ...{ importer_number: number, bond_number: after.number, role, id_type: idType, ordinal },
          ...{ valid_from: from, valid_until: until },
        })),
      ),
    );
    await insertRows(
      manager,
      'bond_surety',
      { surety_code: 'text', bond_number: 'text', role: 'text' },
      last.flatMap(({ after }) =>
        after.sureties.map(({ code, role }) => ({ surety_code: code, bond_number: after.number, role })),
      ),
      'ON CONFLICT DO NOTHING',
    );
    await insertRows(
      manager,
      'bond_version',
      {
        ...{ bond_number: 'text', version: 'int', event: 'text', filing_id: 'uuid', account_id: 'uuid' },
        ...{ at: 'timestamptz', content: 'json' },
      },
      changes.map(({ after, event, filingId, accountId, content }) => ({
        ...{ bond_number: after.number, version: after.version, event, filing_id: filingId, account_id: accountId },
        ...{ at: changed_at, content: storedBondContent.write(content) },
      })),
    );
  }

  async page(manager: EntityManager, { sureties, importers, entry, after, limit }: BondsAsked): Promise<StoredBond[]> {
    const rows: any[] = await manager.query(
      `SELECT ${SELECTED} FROM bond b
        WHERE ($1::text[] IS NULL OR EXISTS (SELECT FROM bond_surety s WHERE s.bond_number = b.bond_number AND s.surety_code = ANY($1)))
          AND ($2::text[] IS NULL OR b.bond_number IN (SELECT bond_number FROM bond_party WHERE importer_number = ANY($2)))
          AND ($3::text IS NULL OR b.transaction_id = $3) AND b.bond_number > coalesce($4, '')
        ORDER BY b.bond_number LIMIT $5`,
      [sureties ?? null, importers ?? null, entry ?? null, after ?? null, limit],
    );
    return rows.map(fromRow);
  }

  /** What sureties and co-sureties are liable for in bonds that are in force on a day. */
  async liability(
    manager: EntityManager,
    sureties: readonly string[],
    on: CustomsDate,
  ): Promise<{ code: string; bonds: number; dollars: number }[]> {
    const rows: { code: string; bonds: string; dollars: string }[] = await manager.query(
      `SELECT s.surety_code AS code, count(*) AS bonds,
              coalesce(sum(coalesce((SELECT (t->>'liabilityDollars')::bigint FROM json_array_elements(b.terms->'sureties') t
                WHERE t->>'code' = s.surety_code AND t->>'role' = s.role), b.amount_dollars)), 0) AS dollars
         FROM bond_surety s JOIN bond b USING (bond_number)
        WHERE s.surety_code = ANY($1) AND s.role <> 'reinsurer' AND (b.state = 'active' OR b.state = 'termination scheduled' AND b.terminates_on > $2)
        GROUP BY s.surety_code ORDER BY s.surety_code`,
      [sureties, on],
    );
    return rows.map(({ code, bonds, dollars }) => ({ code, bonds: Number(bonds), dollars: Number(dollars) }));
  }

  /** Duties and fees in dollars, rounded up, that entry summaries of importers, in their full form, owe, of which the last word was given after an instant. */
  async owed(manager: EntityManager, importers: readonly string[], after: Date): Promise<Map<string, number>> {
    if (importers.length === 0) return new Map();
    const rows: { number: string; cents: string }[] = await manager.query(
      `SELECT s.importer_number AS number, sum((v.computed->>'totalCents')::bigint) AS cents
         FROM entry_summary s JOIN LATERAL (SELECT computed FROM entry_summary_version WHERE entry_key = s.entry_key AND computed IS NOT NULL ORDER BY revision DESC LIMIT 1) v ON true
        WHERE s.importer_number = ANY($1) AND s.state IN ('accepted', 'liquidated') AND s.changed_at > $2 GROUP BY s.importer_number`,
      // On file as it was sent, with a suffix of zeros or without.
      [importers.flatMap((number) => (number.endsWith('00') ? [number, number.slice(0, -2)] : [number])), after],
    );
    const cents = new Map<string, number>();
    for (const row of rows) {
      const number = fullImporterNumber(row.number);
      cents.set(number, (cents.get(number) ?? 0) + Number(row.cents));
    }
    return new Map([...cents].map(([number, sum]) => [number, Math.ceil(sum / 100)]));
  }
}
