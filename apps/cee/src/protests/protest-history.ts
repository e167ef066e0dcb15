import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Shown } from '#access';
import { protestSubject } from '#contracts';
import { documentsNamed, type NamedDocumentView } from '../named-documents/named-documents';
import { concernedBy, type ProtestRow } from './protest.repository';
import type { Amendment } from './protests';

export interface ProtestHistoryView {
  /** What happened, the newest last. */
  readonly events: {
    readonly event: string;
    readonly state: string;
    readonly by: string;
    readonly note: string | null;
    readonly at: Date;
  }[];
  readonly amendments: (Omit<Amendment, 'id'> & { readonly id: string; readonly by: string; readonly at: Date })[];
  readonly suspensions: {
    readonly id: string;
    readonly ground: string;
    readonly reference: string;
    readonly why: string;
    readonly from: Date;
    readonly until: Date | null;
  }[];
  /** Documents that the protest and its amendments named, and whether the account service has them for who named them. */
  readonly namedDocuments: readonly NamedDocumentView[];
  /** Numbers of questions to headquarters about it. */
  readonly advice: { readonly number: string; readonly state: string; readonly ruling: string | null }[];
  /** Protests of others about the same category of an entry, which are reviewed with it (19 CFR 174.15); null for who is not of CBP. */
  readonly together: string[] | null;
}

/** What happened to protests. */
@Injectable()
export class ProtestHistory {
  constructor(private readonly source: DataSource) {}

  async shown(row: ProtestRow): Promise<Shown[]> {
    const accountIds = await concernedBy(this.source.manager, row);
    return [{ accountIds, kind: 'protest', subject: protestSubject(row.number) }];
  }

  async shownInList(ids: readonly string[]): Promise<Shown[]> {
    const rows: { number: string; accountIds: string[] }[] = await this.source.query(
      `SELECT p.number, array_agg(DISTINCT a.id::text) AS "accountIds" FROM protest p
         JOIN LATERAL (SELECT p.account_id AS id UNION SELECT i.account_id FROM importer_account i WHERE i.importer_identity = p.protestant_identity) a ON true
        WHERE p.id = ANY($1::uuid[]) GROUP BY p.number ORDER BY p.number`,
      [ids],
    );
    return rows.map(({ number, accountIds }) => ({ accountIds, kind: 'protest', subject: protestSubject(number) }));
  }

  async of({ id, category }: ProtestRow, ofCbp: boolean): Promise<ProtestHistoryView> {
    const together: { number: string }[] = !ofCbp
      ? []
      : await this.source.query(
          `SELECT DISTINCT p.number FROM protest_entry e JOIN protest_entry o ON o.filer_code = e.filer_code AND o.entry_number = e.entry_number
             JOIN protest p ON p.id = o.protest_id WHERE e.protest_id = $1 AND p.id <> $1 AND lower(p.category) = lower($2) ORDER BY p.number`,
          [id, category],
        );
    const amendments: { id: string; contents: Omit<Amendment, 'id'>; by: string; at: Date }[] = await this.source.query(
      'SELECT id, contents, amended_by AS by, amended_at AS at FROM protest_amendment WHERE protest_id = $1 ORDER BY amended_at, id',
      [id],
    );
    return {
      events: await this.source.query(
        'SELECT event, state, by_name AS by, note, occurred_at AS at FROM protest_event WHERE protest_id = $1 ORDER BY id',
        [id],
      ),
      amendments: amendments.map(({ contents, ...one }) => ({ ...contents, ...one })),
      suspensions: await this.source.query(
        `SELECT id, ground, reference, why, suspended_at AS "from", ended_at AS until FROM protest_suspension WHERE protest_id = $1 ORDER BY suspended_at, id`,
        [id],
      ),
      namedDocuments: await documentsNamed(this.source, 'protest', id),
      advice: await this.source.query(
        'SELECT number, state, ruling_number AS ruling FROM internal_advice WHERE protest_id = $1 ORDER BY number',
        [id],
      ),
      together: ofCbp ? together.map(({ number }) => number) : null,
    };
  }
}
