import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { QuestionKind } from './question-kinds.table';

/** How decisions of a kind spread: over all products, and those with more than one outcome. */
export interface SpreadOfKind {
  readonly kind: string;
  /** Products, with the account or supplier where the kind is told apart by it. */
  readonly products: number;
  readonly productsWithSeveral: number;
  readonly decisions: number;
  /** Decisions that are not the most common one of their product. */
  readonly odd: number;
  /** Of all decisions, in percent with two digits; 0 is uniform. */
  readonly oddPercent: number;
}

export interface SpreadOfProduct {
  readonly id: number;
  readonly kind: string;
  readonly goods: string;
  readonly decisions: number;
  readonly outcomes: number;
  readonly odd: number;
  readonly by: {
    readonly outcome: string;
    readonly center: string | null;
    readonly port: string | null;
    readonly decisions: number;
    readonly from: CustomsDate;
    readonly to: CustomsDate;
  }[];
}

/** Which count. */
const COUNTS = `a.outcome IS NOT NULL AND a.ended_at IS NULL AND a.stage IN ('decision', 'ruling')`;

/** How far decisions on one product differ between ports and Centers. Only decisions and rulings in force count. */
@Injectable()
export class DecisionSpread {
  constructor(private readonly source: DataSource) {}

  ofKinds(): Promise<SpreadOfKind[]> {
    return this.source.query(
      `SELECT kind, count(*)::int AS products, count(*) FILTER (WHERE outcomes > 1)::int AS "productsWithSeveral", sum(decisions)::int AS decisions, sum(odd)::int AS odd,
          round(100.0 * sum(odd) / sum(decisions), 2)::float8 AS "oddPercent" FROM decided_subject GROUP BY kind ORDER BY kind`,
    );
  }

  /**
   * Products with more than one outcome, those with the most odd decisions first.
   *
   * @param center only such as this Center decided on
   * @param after `next` of the page before
   */
  async products({
    kind,
    center,
    after,
    limit,
  }: {
    readonly kind: QuestionKind | null;
    readonly center: string | null;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ products: SpreadOfProduct[]; next: string | null }> {
    const [odd, last] = after === null ? [null, null] : after.split('.');
    const products: SpreadOfProduct[] = await this.source.query(
      `SELECT d.id::float8 AS id, d.kind, p.goods, d.decisions, d.outcomes, d.odd, by.by
         FROM (SELECT * FROM decided_subject d WHERE outcomes > 1 AND ($1::text IS NULL OR kind = $1) AND ($3::int IS NULL OR (-odd, id) > (-$3::int, $4::bigint))
                AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM earlier_answer a WHERE a.kind = d.kind AND a.subject = d.subject AND a.center_id = $2 AND ${COUNTS}))
              ORDER BY -odd, id LIMIT $5) AS d
         JOIN product p ON p.id = d.product_id
         CROSS JOIN LATERAL (SELECT json_agg(json_build_object('outcome', outcome, 'center', center_id, 'port', port, 'decisions', n, 'from', first, 'to', last)
                                       ORDER BY n DESC, outcome, center_id, port) AS by
            FROM (SELECT outcome, center_id, port, count(*) AS n, min(day) AS first, max(day) AS last FROM earlier_answer a
                   WHERE a.kind = d.kind AND a.subject = d.subject AND ${COUNTS} GROUP BY outcome, center_id, port) AS counted) AS by
        ORDER BY -d.odd, d.id`,
      [kind, center, odd, last, limit],
    );
    const end = products.at(-1);
    return { products, next: products.length === limit && end ? `${end.odd}.${end.id}` : null };
  }
}
