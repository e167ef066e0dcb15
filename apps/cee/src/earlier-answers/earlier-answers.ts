import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { Problem } from '#service';
import {
  comparedOutcome,
  bindingOf,
  contradicts,
  isCompared,
  type QuestionKind,
  subjectOf,
} from './question-kinds.table';

type Reader = Pick<EntityManager, 'query'>;

/** Records that questions are asked, answered and decided in. */
export const ANSWER_SOURCES = [
  'review of a summary',
  'request for information',
  'notice of action',
  'marking notice',
  'protest',
  'internal advice',
  'ruling',
  'question to an account',
  'hub question',
] as const;
export type AnswerSource = (typeof ANSWER_SOURCES)[number];

/** What somebody asked, answered or decided. Only decisions and rulings bind: a later decision that departs from them needs a second person. */
export const STAGES = ['request', 'answer', 'decision', 'ruling', 'advice'] as const;
export type Stage = (typeof STAGES)[number];

export interface NewAnswer {
  /** The record that it is in: its kind, its id, and the number under which people know it. The same again (with `part` and `stage`) is the same answer. */
  readonly source: {
    readonly kind: AnswerSource;
    readonly id: string;
    readonly number: string;
    readonly part?: number;
  };
  readonly stage: Stage;
  readonly kind: QuestionKind;
  /** Of whom it was asked, or on whom it was decided; null for what concerns no account. */
  readonly accountId: string | null;
  /** Manufacturer (MID), as it is filed. */
  readonly supplier: string | null;
  /** Description of the goods; null where it concerns no product. */
  readonly goods: string | null;
  /** Heading or tariff number under which the goods were filed, 4 to 10 digits; null where none is known. */
  readonly tariff: string | null;
  readonly port: string | null;
  readonly centerId: string | null;
  /** What was decided, in the form of the kind (`QUESTION_KINDS`): `3924.10.40`, `CN`; null where nothing was. */
  readonly outcome: string | null;
  /** Question, answer or grounds, in words. */
  readonly text: string;
  readonly day: CustomsDate;
  /** Who decided or asked; null for the trade. */
  readonly by: { readonly name: string; readonly personId: string | null } | null;
}

/** One for who decides on a product, until its transaction is over: of two decisions at the same instant the second sees the first. */
const SUBJECT_LOCK = 10_111;

interface Placed extends NewAnswer {
  readonly productId: string | null;
  readonly subject: string | null;
}

/**
 * Keeps what was asked, answered or decided, where everybody looks before asking or deciding again. In the transaction of the record it is in, once for each transaction, with all of it.
 *
 * @throws Problem `not-valid` for an outcome that is none of its kind; `state-conflict` that names the earlier decisions where a decision departs from them and no second person
 *   approved that (`Departures`)
 */
export const recordAnswers = async (unit: UnitOfWork, answers: readonly NewAnswer[]): Promise<void> => {
  if (answers.length === 0) return;
  const { manager } = unit;
  const normal = answers.map(inForm);
  const products = await keepProducts(
    manager,
    normal.flatMap(({ goods }) => goods ?? []),
  );
  const placed = normal
    .map((answer): Placed => {
      const productId = answer.goods === null ? null : (products.get(answer.goods) ?? null);
      return { ...answer, productId, subject: subjectOf(answer.kind, { ...answer, productId }) };
    })
    .sort((a, b) => (`${a.kind} ${a.subject}` < `${b.kind} ${b.subject}` ? -1 : 1));
  for (const answer of placed) {
    await lockSubject(manager, answer);
    if (await isKept(manager, answer)) continue;
    if (answer.stage === 'decision' && answer.outcome !== null) await requireSameOrApproved(unit, answer);
    await insert(unit, answer);
    await countSubject(manager, answer);
  }
};

/** What was decided in a record is in force no more: it was revoked, or not carried out. What was asked and answered stays. */
export const endAnswers = async (
  { manager, now }: Pick<UnitOfWork, 'manager' | 'now'>,
  kind: AnswerSource,
  ids: readonly string[],
  why: string,
): Promise<void> => {
  const ended: [{ kind: QuestionKind; subject: string | null }[], number] = await manager.query(
    `UPDATE earlier_answer SET ended_at = $3, ended_why = $4 WHERE source_kind = $1 AND source_id = ANY($2::text[]) AND stage IN ('decision', 'ruling', 'advice') AND ended_at IS NULL RETURNING kind, subject`,
    [kind, ids, now, why],
  );
  for (const one of [...ended[0]].sort((a, b) => (`${a.kind} ${a.subject}` < `${b.kind} ${b.subject}` ? -1 : 1))) {
    await lockSubject(manager, one);
    await countSubject(manager, one);
  }
};

export interface Bound {
  readonly kind: QuestionKind;
  readonly subject: string | null;
}

const lockSubject = async (manager: Reader, { kind, subject }: Bound): Promise<void> => {
  if (subject !== null)
    await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [SUBJECT_LOCK, `${kind} ${subject}`]);
};

/** An outcome in the form of its kind. @throws Problem `not-valid` */
export const requireOutcome = (kind: QuestionKind, outcome: string, at = '/outcome'): string => {
  const compared = comparedOutcome(kind, outcome);
  if (compared !== null) return compared;
  throw new Problem('not-valid', 'Some fields are wrong.', [{ at, text: outcomeFault(kind, outcome) }]);
};

/** Why it is no outcome of the kind. */
export const outcomeFault = (kind: QuestionKind, outcome: string): string =>
  kind === 'classification'
    ? `'${outcome}' is no tariff number: 4, 6, 8 or 10 digits`
    : kind === 'origin'
      ? `'${outcome}' is no country: two letters`
      : kind === 'rate'
        ? `'${outcome}' is no rate: such as 5.3%, $0.15/kg or free`
        : 'is empty';

/** A product is found by an index of its words, which has no room for more. */
const LONGEST_GOODS = 500;

const inForm = (answer: NewAnswer): NewAnswer => ({
  ...answer,
  supplier: answer.supplier?.trim().toUpperCase() || null,
  goods: answer.goods?.trim().slice(0, LONGEST_GOODS).trim() || null,
  tariff: answer.tariff?.replaceAll('.', '') || null,
  outcome: answer.outcome === null ? null : requireOutcome(answer.kind, answer.outcome),
});

/** The id of each product described; of a description without a word none. New words and products are counted. */
export const keepProducts = async (manager: Reader, goods: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const asked = [...new Set(goods)];
  if (asked.length === 0) return new Map();
  const fresh: { key: string }[] = await manager.query(
    `INSERT INTO product (key, goods)
     SELECT DISTINCT ON (key) key, goods FROM (SELECT product_key(goods) AS key, goods FROM unnest($1::text[]) AS goods) AS described
      WHERE key <> '' ORDER BY key ON CONFLICT (key) DO NOTHING RETURNING key`,
    [asked],
  );
  if (fresh.length > 0)
    await manager.query(
      `INSERT INTO product_word (word, products)
       SELECT word, count(*) FROM unnest($1::text[]) AS key, unnest(string_to_array(key, ' ')) AS word GROUP BY word ORDER BY word
       ON CONFLICT (word) DO UPDATE SET products = product_word.products + excluded.products`,
      [fresh.map(({ key }) => key)],
    );
  return productsKnown(manager, asked);
};

/** The id of each product that is known by the words of its description. */
export const productsKnown = async (
  manager: Reader,
  goods: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const rows: { goods: string; id: string }[] = await manager.query(
    `SELECT asked.goods, p.id FROM unnest($1::text[]) AS asked (goods) JOIN product p ON p.key = product_key(asked.goods)`,
    [goods],
  );
  return new Map(rows.map(({ goods: one, id }) => [one, id]));
};

const isKept = async (manager: Reader, { source, stage }: Placed): Promise<boolean> => {
  const [row] = await manager.query(
    'SELECT 1 FROM earlier_answer WHERE source_kind = $1 AND source_id = $2 AND part = $3 AND stage = $4',
    [source.kind, source.id, source.part ?? 0, stage],
  );
  return row !== undefined;
};

/** A decision as it is named to who would depart from it. */
export interface BindingDecision {
  readonly id: string;
  readonly source: string;
  readonly number: string;
  readonly outcome: string;
  readonly centerId: string | null;
  readonly port: string | null;
  readonly day: CustomsDate;
}

const NAMED = 5;

/**
 * Decisions on the same thing that contradict an outcome, the binding one first: a ruling in force, else the newest decision. Empty where that one says the same, or there is none.
 * Only what is in force counts.
 */
export const departedFrom = async (
  manager: Reader,
  { kind, subject }: Bound,
  outcome: string,
): Promise<BindingDecision[]> => {
  if (subject === null || !isCompared(kind)) return [];
  const rows: BindingDecision[] = await manager.query(
    `SELECT id, source_kind AS source, source_number AS number, outcome, center_id AS "centerId", port, day::text AS day FROM earlier_answer
      WHERE kind = $1 AND subject = $2 AND outcome IS NOT NULL AND ended_at IS NULL AND stage IN ('decision', 'ruling')
      ORDER BY stage = 'ruling' DESC, day DESC, id DESC LIMIT 100`,
    [kind, subject],
  );
  const binding = bindingOf(kind, rows).filter((row) => contradicts(kind, row.outcome, outcome));
  if (binding.length === 0) return [];
  const others = rows.filter((row) => !binding.includes(row) && contradicts(kind, row.outcome, outcome));
  return [...binding, ...others].slice(0, NAMED);
};

export const named = (decisions: readonly BindingDecision[]): string =>
  decisions
    .map(
      ({ source, number, outcome, centerId, port, day }) =>
        `${source} ${number} of ${day}${centerId ? ` by ${centerId}` : ''}${port ? `, port ${port}` : ''}: ${outcome}`,
    )
    .join('; ');

/**
 * For what is proposed first: a decision that could not be made is not proposed to anybody either. An approved departure stays for the decision.
 *
 * @throws Problem `state-conflict`
 */
export const requireDecidable = async (manager: EntityManager, decided: NewAnswer): Promise<void> => {
  const answer = inForm(decided);
  const products = await keepProducts(manager, answer.goods === null ? [] : [answer.goods]);
  const productId = products.get(answer.goods ?? '') ?? null;
  const placed: Placed = { ...answer, productId, subject: subjectOf(answer.kind, { ...answer, productId }) };
  const earlier = await departedFrom(manager, placed, placed.outcome!);
  if (earlier.length === 0) return;
  const [approved] = await manager.query(
    `SELECT 1 FROM departure WHERE kind = $1 AND subject = $2 AND outcome = $3 AND ${APPROVED_FOR}`,
    departureOf(placed, earlier),
  );
  if (!approved) throw departs(placed, earlier);
};

/** Approved by another than who decides, with sight of everything that it departs from now; also of a decision that the same record made before and that was not carried out. */
const APPROVED_FOR = `(state = 'approved' OR (state = 'used' AND used_by = $4)) AND decided_by_id IS DISTINCT FROM $5::uuid
  AND NOT EXISTS (SELECT 1 FROM unnest($6::text[]) AS now WHERE NOT departure.earlier @> jsonb_build_array(jsonb_build_object('number', now)))`;
const departureOf = (
  { kind, subject, outcome, source, by }: Placed,
  earlier: readonly BindingDecision[],
): unknown[] => [
  ...[kind, subject, outcome, `${source.kind} ${source.number}`, by?.personId ?? null],
  earlier.map(({ number }) => number),
];

/** @throws Problem `state-conflict` */
const requireSameOrApproved = async ({ manager }: UnitOfWork, answer: Placed): Promise<void> => {
  const earlier = await departedFrom(manager, answer, answer.outcome!);
  if (earlier.length === 0) return;
  const [used]: [{ number: string }[], number] = await manager.query(
    `UPDATE departure SET state = 'used', used_by = $4 WHERE kind = $1 AND subject = $2 AND outcome = $3 AND ${APPROVED_FOR} RETURNING number`,
    departureOf(answer, earlier),
  );
  if (used.length === 0) throw departs(answer, earlier);
};

const departs = (answer: Placed, earlier: readonly BindingDecision[]): Problem =>
  new Problem(
    'state-conflict',
    `Decided otherwise before on the same product (${answer.kind}): ${named(earlier)}. ${answer.outcome} departs from that: it needs a reason and a second person.`,
    [
      {
        at: '/outcome',
        text: `departs from ${earlier[0]!.outcome}`,
        remedy:
          'Decide as before, or propose the departure (POST /departures) with its reason and have a team lead, who is not you, approve it.',
      },
    ],
  );

const insert = ({ manager, now }: UnitOfWork, answer: Placed): Promise<unknown> =>
  manager.query(
    `INSERT INTO earlier_answer (source_kind, source_id, source_number, part, stage, kind, account_id, supplier, product_id, subject, tariff, port, center_id, outcome, answer, day,
       by_name, by_id, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ...[
        answer.source.kind,
        answer.source.id,
        answer.source.number,
        answer.source.part ?? 0,
        answer.stage,
        answer.kind,
      ],
      ...[answer.accountId, answer.supplier, answer.productId, answer.subject, answer.tariff, answer.port],
      ...[
        answer.centerId,
        answer.outcome,
        answer.text,
        answer.day,
        answer.by?.name ?? null,
        answer.by?.personId ?? null,
        now,
      ],
    ],
  );

/** How many decisions there are on a thing, how many outcomes, and how many are not the most common one. */
const countSubject = async (manager: Reader, { kind, subject }: Bound): Promise<void> => {
  if (subject === null || !isCompared(kind)) return;
  await manager.query(
    `INSERT INTO decided_subject (kind, subject, product_id, decisions, outcomes, odd)
     SELECT $1, $2, product_id, sum(n), count(*), sum(n) - max(n) FROM (
       SELECT product_id, outcome, count(*) AS n FROM earlier_answer
        WHERE kind = $1 AND subject = $2 AND outcome IS NOT NULL AND ended_at IS NULL AND stage IN ('decision', 'ruling') GROUP BY product_id, outcome) AS counted
      GROUP BY product_id
     ON CONFLICT (kind, subject) DO UPDATE SET decisions = excluded.decisions, outcomes = excluded.outcomes, odd = excluded.odd`,
    [kind, subject],
  );
  await manager.query(
    `DELETE FROM decided_subject d WHERE kind = $1 AND subject = $2 AND NOT EXISTS (SELECT 1 FROM earlier_answer a
      WHERE a.kind = $1 AND a.subject = $2 AND outcome IS NOT NULL AND ended_at IS NULL AND stage IN ('decision', 'ruling'))`,
    [kind, subject],
  );
};
