import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { today } from '../days/customs-days';
import { ordering, requireCenter } from '../people/asking-person';
import { detentionOf, type Disclosure, disclosureOf, type GoodsFacts } from './case.rules';

export interface RecordedMark {
  readonly registration: string;
  readonly kind: string;
  readonly mark: string;
  readonly headings: readonly string[];
  readonly ownerName: string;
  readonly ownerContact: string;
  readonly from: string;
  readonly to: string;
}

export interface RecordedMarkView extends RecordedMark {
  readonly recordedBy: string;
}

export interface MarkNoticeView {
  readonly id: string;
  readonly kind: string;
  readonly ownerName: string;
  readonly ownerContact: string;
  readonly issuedOn: CustomsDate;
  /** What the notice tells, what it does not tell yet, and by which rule. */
  readonly disclosure: Disclosure;
  readonly issuedBy: string;
}

interface MarksAsked {
  readonly heading: string | null;
  readonly q: string | null;
  readonly after: string | null;
  readonly limit: number;
}

const MARKS = `SELECT registration, kind, mark, headings, owner_name AS "ownerName", owner_contact AS "ownerContact", valid_from::text AS "from", valid_to::text AS "to",
  recorded_by AS "recordedBy" FROM recorded_mark`;
const NOTICES = `SELECT id, kind, owner_name AS "ownerName", owner_contact AS "ownerContact", issued_on::text AS "issuedOn", disclosure, issued_by AS "issuedBy", case_id AS "caseId"
  FROM mark_notice`;

/** Marks that their owners recorded with CBP (19 CFR part 133), and notices to them of goods that were detained or seized. */
@Injectable()
export class RecordedMarks {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * In force today, by registration.
   *
   * @param asked.heading null for all; an owner that named no heading has all
   * @param asked.q found in the mark, its owner or the registration, whatever its case; null for all
   * @param asked.after registration of the last of the page before
   */
  async list({ heading, q, after, limit }: MarksAsked): Promise<{ marks: RecordedMarkView[]; next: string | null }> {
    const marks: RecordedMarkView[] = await this.source.query(
      `${MARKS} WHERE $1::date BETWEEN valid_from AND valid_to AND ($2::text IS NULL OR headings = '{}' OR $2 = ANY(headings))
         AND ($3::text IS NULL OR strpos(lower(concat_ws(' ', registration, mark, owner_name)), lower($3)) > 0) AND ($4::text IS NULL OR registration > $4)
       ORDER BY registration LIMIT $5`,
      [today(new Date()), heading, q, after, limit],
    );
    return { marks, next: marks.length === limit ? marks.at(-1)!.registration : null };
  }

  /** Records a mark, or its renewal: the same registration with other days, headings or owner. @throws Problem `state-conflict` for another mark under the number */
  record(asking: Asking, wanted: RecordedMark): Promise<RecordedMarkView> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const [written] = await manager.query(
        `INSERT INTO recorded_mark (registration, kind, mark, headings, owner_name, owner_contact, valid_from, valid_to, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (registration) DO UPDATE SET headings = excluded.headings, owner_name = excluded.owner_name, owner_contact = excluded.owner_contact,
           valid_from = least(recorded_mark.valid_from, excluded.valid_from), valid_to = excluded.valid_to, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
           WHERE (recorded_mark.kind, recorded_mark.mark) = (excluded.kind, excluded.mark) RETURNING 1`,
        [
          ...[wanted.registration, wanted.kind, wanted.mark, wanted.headings, wanted.ownerName, wanted.ownerContact],
          ...[wanted.from, wanted.to, by, now],
        ],
      );
      if (!written)
        throw new Problem('state-conflict', `Another mark is recorded under ${wanted.registration}.`, [
          { at: '/registration', text: 'is taken' },
        ]);
      return (await manager.query(`${MARKS} WHERE registration = $1`, [wanted.registration]))[0];
    });
  }

  /** Writes a notice to the owner of a case's mark. The same again is the same notice. @throws Problem */
  notify(
    asking: Asking,
    caseId: string,
    { id, kind, facts }: { readonly id: string; readonly kind: 'detention' | 'seizure'; readonly facts: GoodsFacts },
  ): Promise<MarkNoticeView> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const [row] = await manager.query(
        `SELECT c.number, c.state, c.center_id AS center, c.restricted, c.detained_on::text AS "detainedOn", c.presented_on::text AS "presentedOn", c.detained_until::text AS "detainedUntil", c.agency, m.owner_name AS "ownerName", m.owner_contact AS "ownerContact"
         FROM center_case c LEFT JOIN recorded_mark m USING (registration) WHERE c.id = $1 FOR UPDATE OF c`,
        [caseId],
      );
      if (!row) throw new Problem('not-found', `There is no case ${caseId}.`);
      requireCenter(asking, [row.center]);
      await requireSameContent(manager, 'notice to the owner of a mark', id, { caseId, kind, facts });
      const known = await noticeOf(manager, id);
      if (known) {
        const { caseId: of, ...view } = known;
        if (of === caseId && view.kind === kind) return view;
        throw new Problem('state-conflict', 'Another notice has this id.', [{ at: '/id', text: 'is taken' }]);
      }
      const needed = kind === 'detention' ? 'detained' : 'seized';
      if (row.ownerName === null || row.state !== needed)
        throw new Problem('state-conflict', `Case ${row.number}: nothing that bears a recorded mark is ${needed}.`);
      const day = today(now);
      const ends = kind === 'detention' ? detentionOf(row, day) : null;
      const disclosure: Disclosure = {
        ...disclosureOf(kind, row.restricted, facts, row.detainedOn, day),
        detention: ends && { lastDay: ends.lastDay, atEnd: ends.atEnd },
      };
      await manager.query(
        `INSERT INTO mark_notice (id, case_id, kind, owner_name, owner_contact, issued_on, disclosure, issued_by, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [...[id, caseId, kind, row.ownerName, row.ownerContact, day], ...[JSON.stringify(disclosure), by, now]],
      );
      const { caseId: _case, ...view } = (await noticeOf(manager, id))!;
      return view;
    });
  }

  async notices(caseId: string): Promise<MarkNoticeView[]> {
    const found: (MarkNoticeView & { caseId: string })[] = await this.source.query(
      `${NOTICES} WHERE case_id = $1 ORDER BY issued_at`,
      [caseId],
    );
    return found.map(({ caseId: _case, ...view }) => view);
  }
}

const noticeOf = async (
  manager: EntityManager,
  id: string,
): Promise<(MarkNoticeView & { caseId: string }) | undefined> => {
  const [row] = await manager.query(`${NOTICES} WHERE id = $1`, [id]);
  return row;
};
