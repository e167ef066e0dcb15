import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { type WordAsked, productSearches, type WhyFound, whyFound } from './likeness.rules';
import type { QuestionKind } from './question-kinds.table';

export interface AnswersWanted {
  /** Description of goods; found are the same, and such as are like it. */
  readonly goods: string | null;
  /** Words of question or answer. */
  readonly words: string | null;
  readonly accountId: string | null;
  readonly supplier: string | null;
  readonly heading: string | null;
  readonly kind: QuestionKind | null;
  readonly limit: number;
}

export interface EarlierAnswer {
  readonly id: number;
  readonly source: string;
  readonly sourceNumber: string;
  readonly stage: string;
  readonly kind: string;
  readonly accountId: string | null;
  readonly supplier: string | null;
  readonly goods: string | null;
  readonly tariff: string | null;
  readonly port: string | null;
  readonly center: string | null;
  readonly outcome: string | null;
  readonly text: string;
  readonly day: CustomsDate;
  readonly by: string | null;
  /** Set where it was revoked or not carried out. */
  readonly endedWhy: string | null;
}

export interface AnswerFound extends EarlierAnswer {
  readonly points: number;
  readonly why: WhyFound[];
}

export interface AnswersFound {
  readonly answers: AnswerFound[];
  /** More were like it than were compared: name account, supplier or heading, or more words. */
  readonly more: boolean;
}

/** How many are compared of each way to find them. */
const PRODUCTS = 150;
const BEST_PRODUCTS = 40;
const OF_A_PRODUCT = 5;
const OF_AN_ACCOUNT = 200;
const OTHERS = 100;
/** Words that are at least so alike are the same word written otherwise. */
const ALIKE_WORDS = 0.5;
const LIKE_A_WORD = 4;

const ANSWER_COLUMNS = `a.id::int8::float8 AS id, a.source_kind AS source, a.source_number AS "sourceNumber", a.stage, a.kind, a.account_id AS "accountId", a.supplier, p.goods,
  a.tariff, a.port, a.center_id AS center, a.outcome, a.answer AS text, a.day::text AS day, a.by_name AS by, a.ended_why AS "endedWhy"`;

interface Found extends EarlierAnswer {
  readonly productId: string | null;
  readonly likeness: number | null;
}

/**
 * Earlier requests, answers, decisions and rulings by words, likeness of goods, account, supplier and heading. Each way reads a bounded part of an index, whatever there is on file:
 * goods by the words of their description, rare ones first, also such as are written alike (trigrams); what was found is compared and put in order of points.
 */
@Injectable()
export class AnswerSearch {
  constructor(private readonly source: DataSource) {}

  async find(wanted: AnswersWanted): Promise<AnswersFound> {
    const { goods, words, accountId, supplier, heading, limit } = wanted;
    const products = goods === null ? { ids: [] as string[], same: null, more: false } : await this.products(goods);
    const found = new Map<number, { answer: Found; hasWords: boolean }>();
    const take = (rows: Found[], hasWords = false): void => {
      for (const answer of rows) {
        const known = found.get(answer.id);
        found.set(answer.id, { answer, hasWords: hasWords || (known?.hasWords ?? false) });
      }
    };
    let more = products.more;
    if (products.ids.length > 0) take(await this.ofProducts(products.ids, wanted));
    const newest = async (column: string, value: string, most: number): Promise<void> => {
      const rows = await this.newest(column, value, wanted, most);
      if (rows.length === most && goods === null) more = true;
      take(rows);
    };
    if (accountId !== null) await newest('a.account_id', accountId, OF_AN_ACCOUNT);
    if (supplier !== null) await newest('a.supplier', supplier, OTHERS);
    if (heading !== null) await newest('a.heading', heading, OTHERS);
    if (words !== null) {
      const rows = await this.withWords(words, wanted);
      more ||= rows.length === OTHERS;
      take(rows, true);
    }
    const answers = [...found.values()]
      .map(({ answer: { productId, likeness, ...answer }, hasWords }): AnswerFound => {
        const why = whyFound(wanted, {
          ...{ isSameProduct: productId !== null && productId === products.same, likeness, hasWords },
          isSameAccount: accountId !== null && answer.accountId === accountId,
          supplier: answer.supplier,
          heading: answer.tariff?.slice(0, 4) ?? null,
          isRuling: answer.stage === 'ruling' && answer.endedWhy === null,
        });
        return { ...answer, points: why.reduce((sum, { points }) => sum + points, 0), why };
      })
      .filter(({ why }) => why.length > 0)
      .sort((a, b) => b.points - a.points || (a.day < b.day ? 1 : a.day > b.day ? -1 : b.id - a.id));
    return { answers: answers.slice(0, limit), more: more || answers.length > limit };
  }

  /** Products whose words are those of a description or like them, the likest first. */
  private async products(goods: string): Promise<{ ids: string[]; same: string | null; more: boolean }> {
    const asked: WordAsked[] = await this.source.query(
      `SELECT asked.word, coalesce((SELECT json_agg(json_build_object('word', l.word, 'products', l.products)) FROM (
           SELECT w.word, w.products FROM product_word w WHERE w.word % asked.word AND (w.word = asked.word OR similarity(w.word, asked.word) >= $2)
            ORDER BY similarity(w.word, asked.word) DESC, w.word LIMIT $3) AS l), '[]') AS likes
         FROM unnest(string_to_array(product_key($1), ' ')) AS asked (word) WHERE asked.word <> '' LIMIT 60`,
      [goods, ALIKE_WORDS, LIKE_A_WORD],
    );
    const [same]: { id: string }[] = await this.source.query('SELECT id FROM product WHERE key = product_key($1)', [
      goods,
    ]);
    const likeness = new Map<string, number>(same ? [[same.id, 1]] : []);
    let more = false;
    for (const search of productSearches(asked)) {
      const rows: { id: string; likeness: number }[] = await this.source.query(
        `SELECT id, similarity(goods, $2)::float8 AS likeness FROM (SELECT id, goods FROM product WHERE words @@ $1::tsquery LIMIT $3) AS candidate`,
        [search, goods, PRODUCTS],
      );
      for (const row of rows) likeness.set(row.id, row.likeness);
      more ||= rows.length === PRODUCTS;
      if (likeness.size >= BEST_PRODUCTS) break;
    }
    const ids = [...likeness].sort(([, a], [, b]) => b - a).map(([id]) => id);
    return { ids: ids.slice(0, BEST_PRODUCTS), same: same?.id ?? null, more };
  }

  /** The newest of each product, and those of the account. */
  private ofProducts(ids: readonly string[], { goods, kind, accountId }: AnswersWanted): Promise<Found[]> {
    return this.source.query(
      `SELECT ${ANSWER_COLUMNS}, p.id AS "productId", similarity(p.goods, $2)::float8 AS likeness
         FROM unnest($1::bigint[]) AS candidate (id) JOIN product p ON p.id = candidate.id CROSS JOIN LATERAL (
           (SELECT * FROM earlier_answer WHERE product_id = candidate.id AND ($3::text IS NULL OR kind = $3) ORDER BY day DESC, id DESC LIMIT $5)
           UNION (SELECT * FROM earlier_answer WHERE account_id = $4::uuid AND product_id = candidate.id AND ($3::text IS NULL OR kind = $3)
                   ORDER BY day DESC, id DESC LIMIT $5)) AS a`,
      [ids, goods, kind, accountId, OF_A_PRODUCT],
    );
  }

  private newest(column: string, value: string, { goods, kind }: AnswersWanted, most: number): Promise<Found[]> {
    return this.source.query(
      `SELECT ${ANSWER_COLUMNS}, a.product_id AS "productId", similarity(p.goods, $2::text)::float8 AS likeness
         FROM (SELECT * FROM earlier_answer a WHERE ${column} = $1 AND ($3::text IS NULL OR kind = $3) ORDER BY day DESC, id DESC LIMIT $4) AS a
         LEFT JOIN product p ON p.id = a.product_id`,
      [value, goods, kind, most],
    );
  }

  private withWords(words: string, { goods, kind }: AnswersWanted): Promise<Found[]> {
    return this.source.query(
      `SELECT ${ANSWER_COLUMNS}, a.product_id AS "productId", similarity(p.goods, $2::text)::float8 AS likeness
         FROM (SELECT * FROM earlier_answer WHERE words @@ plainto_tsquery('english', $1) AND ($3::text IS NULL OR kind = $3) LIMIT $4) AS a
         LEFT JOIN product p ON p.id = a.product_id`,
      [words, goods, kind, OTHERS],
    );
  }
}
