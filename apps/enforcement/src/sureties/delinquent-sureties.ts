import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { contentHash, type CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { EASTERN, suretyName } from '#reference';
import { localDate } from '#kernel';
import { Problem, requireSameContent } from '#service';
import { ordering } from '../people/asking-person';
import type { CaseParty } from '../cases/case-row';

/** A notice to a surety to show cause why its bonds should not be refused (19 CFR 113.38(c)(3)). */
export interface ShowCauseNotice {
  readonly id: string;
  readonly suretyCode: string;
  readonly surety: string;
  readonly issuedOn: CustomsDate;
  readonly issuedBy: string;
  readonly why: string;
  /** The day from which on it counts no more; null while it does. */
  readonly endedOn: CustomsDate | null;
  readonly endedBy: string | null;
  readonly endedWhy: string | null;
}

const SELECT = `SELECT id, surety_code AS "suretyCode", issued_on::text AS "issuedOn", issued_by AS "issuedBy", why, ended_on::text AS "endedOn", ended_by AS "endedBy",
  ended_why AS "endedWhy" FROM show_cause_notice`;
const viewOf = (row: Omit<ShowCauseNotice, 'surety'>): ShowCauseNotice => ({
  ...row,
  surety: suretyName(row.suretyCode) ?? 'no active surety any more',
});

/**
 * The notice by which no action is taken on a petition of the principal or surety of a case that came in after it was issued (19 CFR 172.13(b)); null where none was.
 *
 * @param receivedOn day of the petition
 */
export const showCauseAgainst = async (
  manager: Pick<EntityManager, 'query'>,
  parties: readonly Pick<CaseParty, 'suretyCode'>[],
  receivedOn: CustomsDate,
): Promise<ShowCauseNotice | null> => {
  const codes = parties.flatMap(({ suretyCode }) => suretyCode ?? []);
  if (codes.length === 0) return null;
  const [row] = await manager.query(
    `${SELECT} WHERE surety_code = ANY($1::text[]) AND issued_on < $2::date AND (ended_on IS NULL OR ended_on > $2::date) ORDER BY issued_on LIMIT 1`,
    [codes, receivedOn],
  );
  return row ? viewOf(row) : null;
};

/** Sureties that were told to show cause: headquarters issues and ends the notices. */
@Injectable()
export class DelinquentSureties {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Those in force first, the latest first. */
  async list(): Promise<ShowCauseNotice[]> {
    return (await this.source.query(`${SELECT} ORDER BY ended_on IS NOT NULL, issued_on DESC, id`)).map(viewOf);
  }

  /** The same again is the same one. @throws Problem */
  issue(
    asking: Asking,
    { id, suretyCode, issuedOn, why }: Pick<ShowCauseNotice, 'id' | 'suretyCode' | 'issuedOn' | 'why'>,
  ): Promise<{ fresh: boolean; notice: ShowCauseNotice }> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const hash = contentHash({ suretyCode, issuedOn, why, by });
      await requireSameContent(manager, 'notice to show cause', id, { suretyCode, issuedOn, why });
      const [same] = await manager.query('SELECT hash FROM show_cause_notice WHERE id = $1', [id]);
      if (same && same.hash !== hash)
        throw new Problem('state-conflict', 'Another notice has this id.', [{ at: '/id', text: 'is taken' }]);
      if (!same) {
        const wrong = (at: string, text: string): Problem =>
          new Problem('not-valid', 'Some fields are wrong.', [{ at, text }]);
        if (suretyName(suretyCode) === undefined) throw wrong('/suretyCode', `there is no active surety ${suretyCode}`);
        if (issuedOn > localDate(now, EASTERN)) throw wrong('/issuedOn', `${issuedOn} is yet to come`);
        const running = await manager.query(
          'SELECT issued_on::text AS "issuedOn", issued_by AS "issuedBy" FROM show_cause_notice WHERE surety_code = $1 AND ended_on IS NULL',
          [suretyCode],
        );
        if (running.length > 0)
          throw new Problem(
            'state-conflict',
            `A notice to surety ${suretyCode} was issued on ${running[0].issuedOn} by ${running[0].issuedBy} and is in force.`,
            [{ at: '/suretyCode', text: 'has a notice in force' }],
          );
        await manager.query(
          'INSERT INTO show_cause_notice (id, surety_code, issued_on, issued_by, why, hash) VALUES ($1, $2, $3, $4, $5, $6)',
          [id, suretyCode, issuedOn, by, why, hash],
        );
      }
      const [row] = await manager.query(`${SELECT} WHERE id = $1`, [id]);
      return { fresh: !same, notice: viewOf(row) };
    });
  }

  /** It counts no more: petitions from that day on are acted on. The same again changes nothing. @throws Problem */
  end(
    asking: Asking,
    id: string,
    { endedOn, why }: { readonly endedOn: CustomsDate; readonly why: string },
  ): Promise<ShowCauseNotice> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const [row]: ShowCauseNotice[] = await manager.query(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]);
      if (!row) throw new Problem('not-found', `There is no notice ${id}.`);
      if (row.endedOn === endedOn && row.endedBy === by && row.endedWhy === why) return viewOf(row);
      if (row.endedOn !== null)
        throw new Problem('state-conflict', `It was ended from ${row.endedOn} on by ${row.endedBy}: ${row.endedWhy}.`);
      if (endedOn < row.issuedOn || endedOn > localDate(now, EASTERN))
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/endedOn', text: `is not between ${row.issuedOn}, the day of the notice, and today` },
        ]);
      await manager.query('UPDATE show_cause_notice SET ended_on = $2, ended_by = $3, ended_why = $4 WHERE id = $1', [
        ...[id, endedOn, by, why],
      ]);
      const [ended] = await manager.query(`${SELECT} WHERE id = $1`, [id]);
      return viewOf(ended);
    });
  }
}
