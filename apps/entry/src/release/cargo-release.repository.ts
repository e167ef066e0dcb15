import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hasBenefit } from '#access';
import { agenciesOpen } from '../agency-data/agency-reviews';
import type { BillChanged } from '#contracts';
import { insertRows } from '#persistence';
import { liveClaims } from './entered.rules';
import { daysAtPorts } from '#reference';
import type { BillOnFile, Release } from './release.model';
import {
  storedBill,
  storedContent,
  storedOrdered,
  storedOrigin,
  storedReviews,
  storedSelection,
  storedStanding,
  storedTold,
} from './stored-release';

const COLUMNS = {
  entry_key: 'text',
  account_id: 'uuid',
  state: 'text',
  version: 'int',
  exam: 'text',
  documents: 'text',
  document_type: 'text',
  assessed: 'boolean',
  request: 'text',
  requested: 'json',
  filed_at: 'timestamptz',
  released_at: 'timestamptz',
  release_date: 'date',
  release_origin: 'text',
  look_again_at: 'timestamptz',
  paper_release: 'json',
  standing: 'json',
  told: 'json',
  content: 'json',
  selection: 'json',
  ordered: 'json',
  agencies: 'json',
};
/** By which its place in the queue of decisions is judged. */
const QUEUE_COLUMNS = { importer_number: 'text', port_of_entry: 'text', mode_of_transport: 'text' };
/** By which agencies find what waits for them. */
const AGENCY_COLUMNS = { agencies_open: 'text' };
const WRITTEN = { ...COLUMNS, ...QUEUE_COLUMNS, ...AGENCY_COLUMNS };
const NEVER_UPDATED = ['entry_key', 'filed_at', 'version'];

const EVENT_COLUMNS = {
  entry_key: 'text',
  version: 'int',
  at: 'timestamptz',
  event: 'text',
  state: 'text',
  by_account: 'uuid',
  officer: 'text',
  note: 'text',
  entry_dispositions: 'text',
  bill_dispositions: 'text',
  content_before: 'json',
};

/** The share of a look that entries of importers with priority have to themselves while there are so many. */
const TRUSTED_FIRST = 0.75;

const SELECT = `SELECT entry_key, account_id, state, version, exam, documents, document_type, assessed, request, requested, filed_at, released_at,
  release_date::text, release_origin, look_again_at, paper_release, standing, told, content, selection, ordered, agencies FROM cargo_release`;

const iso = (value: Date | null): string | null => value?.toISOString() ?? null;

const fromRow = (row: any): Release => ({
  key: row.entry_key,
  accountId: row.account_id,
  content: storedContent.read(row.content),
  state: row.state,
  version: row.version,
  exam: row.exam,
  documents: row.documents,
  documentType: row.document_type,
  assessed: row.assessed,
  request: row.request,
  requested: row.requested && storedContent.read(row.requested),
  cancelled: row.state === 'cancelled',
  filedAt: row.filed_at.toISOString(),
  releasedAt: iso(row.released_at),
  releaseDate: row.release_date,
  releaseOrigin: storedOrigin(row.release_origin),
  paperRelease: row.paper_release,
  standing: row.standing && storedStanding.read(row.standing),
  told: storedTold.read(row.told),
  lookAgainAt: iso(row.look_again_at),
  selection: row.selection && storedSelection.read(row.selection),
  ordered: row.ordered ? storedOrdered.read(row.ordered) : {},
  agencies: row.agencies && storedReviews.read(row.agencies).reviews,
});

const toRow = (release: Release): Record<keyof typeof COLUMNS, unknown> => ({
  entry_key: release.key,
  account_id: release.accountId,
  state: release.state,
  version: release.version,
  exam: release.exam,
  documents: release.documents,
  document_type: release.documentType,
  assessed: release.assessed,
  request: release.request,
  requested: release.requested && storedContent.write(release.requested),
  filed_at: release.filedAt,
  released_at: release.releasedAt,
  release_date: release.releaseDate,
  release_origin: release.releaseOrigin,
  look_again_at: release.lookAgainAt,
  paper_release: release.paperRelease,
  standing: release.standing && storedStanding.write(release.standing),
  told: storedTold.write(release.told),
  content: storedContent.write(release.content),
  selection: release.selection && storedSelection.write(release.selection),
  ordered: Object.keys(release.ordered).length > 0 ? storedOrdered.write(release.ordered) : null,
  agencies: release.agencies && storedReviews.write({ reviews: release.agencies }),
});

const toWrite = ({ after, port }: ReleaseChange): Record<keyof typeof WRITTEN, unknown> => ({
  ...toRow(after),
  ...{ importer_number: after.content.importer?.number ?? null, port_of_entry: port },
  mode_of_transport: after.content.modeOfTransport,
  agencies_open: after.cancelled ? null : agenciesOpen(after.agencies),
});

/** Whether the importer of a release has priority there today, as SQL. */
const HAS_PRIORITY = hasBenefit('priority', {
  ...{ number: 'cargo_release.importer_number', port: 'cargo_release.port_of_entry' },
  ...{ mode: 'cargo_release.mode_of_transport', days: '$5' },
});

/** One line of an entry's history. */
export interface ReleaseEvent {
  readonly event: string;
  readonly byAccount: string | null;
  readonly officer: string | null;
  readonly note: string | null;
  readonly entryDispositions: readonly string[];
  readonly billDispositions: readonly string[];
}

export interface ReleaseChange {
  readonly before: Release | null;
  readonly after: Release;
  /** Of its entry, as far as it is known. */
  readonly port: string | null;
  readonly event: ReleaseEvent;
}

/**
 * Cargo releases and the bills they wait for.
 *
 * Whoever changes something locks first the rows of the bills and then those of the entries, each in the order of their keys. A bill
 * row exists as soon as an entry names the bill, so an entry and its bill that come at the same moment meet at that row: whichever
 * is second sees what the first has done. A batch that holds bills and entries may still meet another one crosswise; PostgreSQL then
 * ends one of the two, and the inbox tries that one again as a whole.
 */
@Injectable()
export class CargoReleaseRepository {
  /**
   * Locks the bills that a filing names, with their master bills, putting an empty row where the bill is not on file: what all entries enter of a
   * bill is added up by one at a time.
   */
  async lockBills(manager: EntityManager, keys: readonly string[]): Promise<Map<string, BillOnFile>> {
    const sorted = [...new Set(keys)].sort();
    if (sorted.length === 0) return new Map();
    await manager.query('INSERT INTO bill_on_file (bill_key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      sorted,
    ]);
    const rows = await manager.query(
      `SELECT data FROM bill_on_file
        WHERE bill_key IN (SELECT unnest($1::text[])
                           UNION SELECT master_key FROM bill_on_file WHERE bill_key = ANY($1) AND master_key IS NOT NULL)
        ORDER BY bill_key FOR NO KEY UPDATE`,
      [sorted],
    );
    return billMap(rows);
  }

  async billsOf(manager: EntityManager, keys: readonly string[]): Promise<Map<string, BillOnFile>> {
    if (keys.length === 0) return new Map();
    return billMap(
      await manager.query('SELECT data FROM bill_on_file WHERE bill_key = ANY($1) AND version > 0', [
        [...new Set(keys)],
      ]),
    );
  }

  /**
   * Keeps what is newer than what is known, and locks it. A master bill has a row as soon as a house bill names it, so that entries of the two meet
   * there. Answers the keys of the bills that changed.
   */
  async storeBills(manager: EntityManager, bills: readonly BillChanged[]): Promise<string[]> {
    const masters = bills.flatMap(({ masterBill }) => masterBill ?? []);
    await this.lockBills(manager, masters);
    const rows = [...bills]
      .sort((a, b) => (a.billKey < b.billKey ? -1 : 1))
      .map(
        ({
          billKey,
          version,
          deleted,
          portCode,
          quantity,
          unit,
          conveyance,
          estimatedArrival,
          arrivedAt,
          holds,
          masterBill,
          billType,
          inBond,
        }) => ({
          bill_key: billKey,
          version,
          master_key: masterBill,
          data: storedBill.write({
            billKey,
            version,
            deleted,
            portCode,
            quantity,
            unit,
            conveyance,
            estimatedArrival,
            arrivedAt,
            holds,
            billType,
            ...(inBond && { inBond }),
          }),
        }),
      );
    const changed: { bill_key: string }[] = await insertRows(
      manager,
      'bill_on_file',
      { bill_key: 'text', version: 'int', master_key: 'text', data: 'json' },
      rows,
      `ON CONFLICT (bill_key) DO UPDATE SET version = excluded.version, data = excluded.data, master_key = excluded.master_key
       WHERE bill_on_file.version < excluded.version RETURNING bill_key`,
    );
    return changed.map(({ bill_key }) => bill_key);
  }

  /** Keys of the entries that name one of these bills. */
  async entriesOfBills(manager: EntityManager, billKeys: readonly string[]): Promise<string[]> {
    if (billKeys.length === 0) return [];
    const rows: { entry_key: string }[] = await manager.query(
      'SELECT DISTINCT entry_key FROM entry_bill WHERE bill_key = ANY($1)',
      [billKeys],
    );
    return rows.map(({ entry_key }) => entry_key);
  }

  /** Keys of the entries that name the master of one of these bills, or a house bill of one that an entry names too. */
  async entriesOfFamilies(manager: EntityManager, billKeys: readonly string[]): Promise<string[]> {
    if (billKeys.length === 0) return [];
    const rows: { entry_key: string }[] = await manager.query(
      `SELECT e.entry_key FROM bill_on_file b JOIN entry_bill e ON e.bill_key = b.master_key WHERE b.bill_key = ANY($1)
       UNION
       SELECT e.entry_key FROM bill_on_file h JOIN entry_bill e USING (bill_key)
        WHERE h.master_key = ANY($1) AND EXISTS (SELECT 1 FROM entry_bill m WHERE m.bill_key = h.master_key)`,
      [billKeys],
    );
    return rows.map(({ entry_key }) => entry_key);
  }

  async lockReleases(manager: EntityManager, keys: readonly string[]): Promise<Map<string, Release>> {
    if (keys.length === 0) return new Map();
    return releaseMap(
      await manager.query(`${SELECT} WHERE entry_key = ANY($1::text[]) ORDER BY entry_key FOR UPDATE`, [keys]),
    );
  }

  /** Reads without locking. */
  async releasesOf(manager: EntityManager, keys: readonly string[]): Promise<Map<string, Release>> {
    if (keys.length === 0) return new Map();
    return releaseMap(await manager.query(`${SELECT} WHERE entry_key = ANY($1::text[])`, [keys]));
  }

  /**
   * Locks entries that time may have changed, passing by those somebody else is at: first those whose importers have priority there today, but never more than `TRUSTED_FIRST` of
   * them in one look, so that nobody waits for ever. `among` are the only ones that are wanted.
   */
  async lockDue(
    manager: EntityManager,
    now: Date,
    limit: number,
    among: readonly string[] | null = null,
  ): Promise<Map<string, Release>> {
    const days = JSON.stringify(daysAtPorts(now));
    const due = async (which: string, atMost: number, but: readonly string[]): Promise<Map<string, Release>> =>
      releaseMap(
        await manager.query(
          `${SELECT} WHERE look_again_at <= $1 AND ($3::text[] IS NULL OR entry_key = ANY($3)) AND entry_key <> ALL($4) AND ${which}
            ORDER BY look_again_at, entry_key LIMIT $2 FOR UPDATE SKIP LOCKED`,
          [now.toISOString(), atMost, among, but, days],
        ),
      );
    const first = await due(HAS_PRIORITY, Math.floor(limit * TRUSTED_FIRST), []);
    return new Map([...first, ...(await due('$5::jsonb IS NOT NULL', limit - first.size, [...first.keys()]))]);
  }

  /** Keys of the entries that `lockDue` would begin with. */
  async dueKeys(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
    const rows: { entry_key: string }[] = await manager.query(
      'SELECT entry_key FROM cargo_release WHERE look_again_at <= $1 ORDER BY look_again_at, entry_key LIMIT $2',
      [now.toISOString(), limit],
    );
    return rows.map(({ entry_key }) => entry_key);
  }

  /** Puts off looking at an entry that is due. */
  async lookLater(manager: EntityManager, key: string, now: Date, until: Date): Promise<void> {
    await manager.query('UPDATE cargo_release SET look_again_at = $3 WHERE entry_key = $1 AND look_again_at <= $2', [
      key,
      now.toISOString(),
      until.toISOString(),
    ]);
  }

  /** @throws Error when an entry was changed by somebody else since it was read, which the locks rule out */
  async save(manager: EntityManager, changes: readonly ReleaseChange[], now: Date): Promise<void> {
    const added = changes.filter(({ before }) => before === null);
    const changed = changes.filter(({ before }) => before !== null);
    await insertRows(manager, 'cargo_release', WRITTEN, added.map(toWrite));
    if (changed.length > 0) await this.update(manager, changed);
    await this.link(manager, changes);
    await insertRows(
      manager,
      'cargo_release_event',
      EVENT_COLUMNS,
      changes.map(({ before, after, event }) => ({
        entry_key: after.key,
        version: after.version,
        at: now.toISOString(),
        event: event.event,
        state: after.state,
        by_account: event.byAccount,
        officer: event.officer,
        note: event.note,
        entry_dispositions: event.entryDispositions.join(' '),
        bill_dispositions: event.billDispositions.join(' '),
        content_before:
          before !== null && before.content !== after.content ? storedContent.write(before.content) : null,
      })),
    );
  }

  private async update(manager: EntityManager, changes: readonly ReleaseChange[]): Promise<void> {
    const names = Object.keys(WRITTEN) as (keyof typeof WRITTEN)[];
    const rows = changes.map(toWrite);
    const parameters = names.map((name) =>
      rows.map((row) => (WRITTEN[name] === 'json' && row[name] !== null ? JSON.stringify(row[name]) : row[name])),
    );
    const set = names
      .filter((name) => !NEVER_UPDATED.includes(name))
      .map((name) => `${name} = u.${name}`)
      .join(', ');
    const [, count] = await manager.query(
      `UPDATE cargo_release r SET version = u.version, ${set}
         FROM unnest(${names.map((name, i) => `$${i + 1}::${WRITTEN[name]}[]`).join(', ')}) AS u(${names.join(', ')})
        WHERE r.entry_key = u.entry_key AND r.version = u.version - 1`,
      parameters,
    );
    if (count !== changes.length)
      throw new Error(`${changes.length - count} of ${changes.length} entries were changed by somebody else`);
  }

  /** Keeps the way from a bill to its entries, and how much each enters of it; a cancelled entry waits for no bill and enters nothing. */
  private async link(manager: EntityManager, changes: readonly ReleaseChange[]): Promise<void> {
    const put: { bill_key: string; entry_key: string; entered: number | null }[] = [];
    const drop: { bill_key: string; entry_key: string }[] = [];
    for (const { before, after } of changes) {
      if (before !== null && before.content === after.content && before.cancelled === after.cancelled) continue;
      const [old, now] = [liveClaims(before), liveClaims(after)];
      for (const [key, entered] of now)
        if (!old.has(key) || old.get(key) !== entered) put.push({ bill_key: key, entry_key: after.key, entered });
      for (const key of old.keys()) if (!now.has(key)) drop.push({ bill_key: key, entry_key: after.key });
    }
    await insertRows(
      manager,
      'entry_bill',
      { bill_key: 'text', entry_key: 'text', entered: 'bigint' },
      put,
      'ON CONFLICT (bill_key, entry_key) DO UPDATE SET entered = excluded.entered',
    );
    if (drop.length > 0) {
      await manager.query(
        `DELETE FROM entry_bill b USING unnest($1::text[], $2::text[]) AS d(bill_key, entry_key) WHERE b.bill_key = d.bill_key AND b.entry_key = d.entry_key`,
        [drop.map(({ bill_key }) => bill_key), drop.map(({ entry_key }) => entry_key)],
      );
    }
  }
}

const billMap = (rows: readonly { data: unknown }[]): Map<string, BillOnFile> =>
  new Map(
    rows
      .filter(({ data }) => data !== null)
      .map(({ data }) => storedBill.read(data))
      .map((bill) => [bill.billKey, bill]),
  );

const releaseMap = (rows: readonly any[]): Map<string, Release> =>
  new Map(rows.map((row) => [row.entry_key as string, fromRow(row)]));
