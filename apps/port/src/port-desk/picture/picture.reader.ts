import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BillChanged, EntryFilingAnswered, FilingHeld, ReleaseStatusChanged } from '#contracts';
import { parseImporterNumber } from '#kernel';
import { entryKeyOf } from './entry-key';

/** Something in the picture and when the port service heard it. */
export interface Heard<T> {
  readonly data: T;
  readonly heardAt: string;
}

/** A part of the picture: what has to do with some bills and entries. */
export interface PictureSlice {
  readonly bills: readonly Heard<BillChanged>[];
  readonly releases: readonly Heard<ReleaseStatusChanged>[];
  /** Accepted entry summaries; `heardAt` is when the answer was published. */
  readonly summaries: readonly Heard<EntryFilingAnswered>[];
  readonly held: readonly Heard<FilingHeld>[];
}

type Row<T> = { data: T; heard_at: Date };
const heard = <T>(rows: readonly Row<T>[]): Heard<T>[] =>
  rows.map(({ data, heard_at }) => ({ data, heardAt: heard_at.toISOString() }));
const UUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const FOUND_AT_MOST = 50;

/**
 * Reads the last known picture. Needs nothing but the port service's database. Each way to a row is a question of its own: joined by
 * OR, and with statistics that are always old, PostgreSQL may choose to read a whole index.
 */
@Injectable()
export class PictureReader {
  constructor(private readonly source: DataSource) {}

  /**
   * These bills with the master bills above them and the house bills below, these entries and all that name one of the bills or of their
   * houses, and what is filed and held of them.
   */
  async slice(
    billKeys: readonly string[],
    entryKeys: readonly string[],
    manager: EntityManager = this.source.manager,
  ): Promise<PictureSlice> {
    const releases: (Row<ReleaseStatusChanged> & { entry_key: string })[] = await manager.query(
      `SELECT entry_key, data, heard_at FROM picture_release WHERE entry_key = ANY(ARRAY(
         SELECT entry_key FROM picture_release WHERE entry_key = ANY($1::text[]) UNION SELECT entry_key FROM picture_release WHERE bill_keys ?| ARRAY(
           SELECT unnest($2::text[]) UNION SELECT bill_key FROM picture_bill WHERE data ->> 'masterBill' = ANY($2::text[])))) ORDER BY entry_key`,
      [entryKeys, billKeys],
    );
    const ofOwnEntries = releases
      .filter(({ entry_key }) => entryKeys.includes(entry_key))
      .flatMap(({ data }) => data.bills.map(({ billKey }) => billKey));
    const wanted = [...new Set([...billKeys, ...ofOwnEntries])];
    const entries = [...new Set([...entryKeys, ...releases.map(({ entry_key }) => entry_key)])];
    const bills: Row<BillChanged>[] = await manager.query(
      `SELECT data, heard_at FROM picture_bill WHERE bill_key = ANY(ARRAY(
         SELECT unnest($1::text[]) UNION SELECT data ->> 'masterBill' FROM picture_bill WHERE bill_key = ANY($1::text[])
         UNION SELECT bill_key FROM picture_bill WHERE data ->> 'masterBill' = ANY($1::text[]))) ORDER BY bill_key`,
      [wanted],
    );
    const summaries: Row<EntryFilingAnswered>[] = await manager.query(
      'SELECT data, accepted_at AS heard_at FROM picture_summary WHERE entry_key = ANY($1::text[]) ORDER BY entry_key',
      [entries],
    );
    const held: Row<FilingHeld>[] = await manager.query(
      `SELECT data, heard_at FROM picture_held_filing WHERE filing_id = ANY(ARRAY(
         SELECT filing_id FROM picture_held_filing WHERE replace(reference, '-', '') = ANY($1::text[])
         UNION SELECT filing_id FROM picture_held_filing WHERE bill_keys ?| $2::text[])) ORDER BY data ->> 'receivedAt', filing_id`,
      [[...entries, ...wanted], wanted],
    );
    return { bills: heard(bills), releases: heard(releases), summaries: heard(summaries), held: heard(held) };
  }

  /**
   * What a person looks for: a conveyance (`MAEU-0417W`, `MAEU 0417W`), a trip, a bill, an entry number, an importer's number or a
   * filing's reference. At most fifty of each kind.
   */
  async search(text: string): Promise<PictureSlice> {
    const asked = text.trim().toUpperCase();
    const compact = asked.replace(/[\s-]/g, '');
    const [scac = '', trip = ''] = conveyanceIn(asked) ?? [];
    const importer = parseImporterNumber(asked);
    const bills: { bill_key: string }[] = await this.source.query(
      `SELECT bill_key FROM picture_bill WHERE bill_key = $1 UNION SELECT bill_key FROM picture_bill WHERE conveyance_scac = $2 AND trip = $3
       UNION SELECT bill_key FROM picture_bill WHERE trip = $4 UNION SELECT bill_key FROM picture_bill WHERE data ->> 'masterBill' = $1
       ORDER BY bill_key LIMIT ${FOUND_AT_MOST}`,
      [compact, scac, trip, asked],
    );
    const entries: { entry_key: string }[] = await this.source.query(
      `SELECT entry_key FROM picture_release WHERE entry_key = $1 UNION SELECT entry_key FROM picture_release WHERE data ->> 'importerNumber' = ANY($2::text[])
       UNION SELECT entry_key FROM picture_release WHERE data ->> 'voyage' = $3 ORDER BY entry_key LIMIT ${FOUND_AT_MOST}`,
      [compact, importer.ok ? [asked, importer.value.text] : [], asked],
    );
    const heldEntries: { reference: string }[] = await this.source.query(
      `SELECT reference FROM picture_held_filing WHERE replace(reference, '-', '') = $1 UNION SELECT reference FROM picture_held_filing WHERE filing_id = $2::uuid
       UNION SELECT reference FROM picture_held_filing WHERE data ->> 'importerNumber' = ANY($3::text[])
       UNION SELECT reference FROM picture_held_filing WHERE data -> 'conveyance' ->> 'trip' = ANY($4::text[]) ORDER BY reference LIMIT ${FOUND_AT_MOST}`,
      [
        compact,
        UUID.test(asked) ? asked : null,
        importer.ok ? [asked, importer.value.text] : [],
        trip ? [trip, asked] : [asked],
      ],
    );
    const summarised: { entry_key: string }[] = await this.source.query(
      'SELECT entry_key FROM picture_summary WHERE entry_key = $1',
      [compact],
    );
    const entryKeys = [...entries, ...summarised].map(({ entry_key }) => entry_key);
    return this.slice(
      [...new Set([...bills.map(({ bill_key }) => bill_key), ...heldEntries.map(({ reference }) => reference)])],
      [...new Set([...entryKeys, ...heldEntries.map(({ reference }) => entryKeyOf(reference))])],
    );
  }
}

/** `MAEU-0417W` or `MAEU 0417W` in its two parts. */
export const conveyanceIn = (text: string): [scac: string, trip: string] | null => {
  const parts = /^([A-Z]{2,4})[\s-]+([A-Z0-9-]{1,20})$/.exec(text.trim().toUpperCase());
  return parts ? [parts[1]!, parts[2]!] : null;
};
