import type { EntityManager } from 'typeorm';
import { Problem } from '#service';
import { lockQuestion } from '../account-questions/account-questions';
import type { Notice, NoticeAnswerView, NoticeHistory, NoticeReader } from './notice';

type Reader = Pick<EntityManager, 'query'>;

const COLUMNS = {
  id: ['uuid', 'id'],
  number: ['text', 'number'],
  form: ['text', 'form'],
  state: ['text', 'state'],
  version: ['int', 'version'],
  item_id: ['bigint', 'itemId'],
  filer_code: ['text', 'filerCode'],
  entry_number: ['text', 'entryNumber'],
  entry_type: ['text', 'entryType'],
  port_of_entry: ['text', 'portOfEntry'],
  filer_account_id: ['uuid', 'filerAccountId'],
  importer_account_id: ['uuid', 'importerAccountId'],
  importer_name: ['text', 'importerName'],
  importer_number: ['text', 'importerNumber'],
  center_id: ['text', 'centerId'],
  team_number: ['text', 'teamNumber'],
  issued_by: ['text', 'issuedBy'],
  issued_by_id: ['uuid', 'issuedById'],
  phone: ['text', 'phone'],
  issued_at: ['timestamptz', 'issuedAt'],
  about: ['text', 'about'],
  question: ['text', 'question'],
  product: ['text', 'product'],
  heading: ['text', 'heading'],
  supplier: ['text', 'supplier'],
  entry_lines: ['text[]', 'entryLines'],
  action: ['text', 'action'],
  finally: ['jsonb', 'finally'],
  outcome: ['text', 'outcome'],
  question_id: ['uuid', 'questionId'],
  hash: ['text', 'hash'],
  clock_start: ['date', 'clockStart'],
  clock_days: ['int', 'clockDays'],
  due_date: ['date', 'dueDate'],
  order_id: ['uuid', 'orderId'],
  refusal: ['text', 'refusal'],
} as const satisfies Record<string, readonly [string, keyof Notice]>;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
/** What a step may change. */
const CHANGING = [
  'state',
  'version',
  'finally',
  'outcome',
  'clock_start',
  'clock_days',
  'due_date',
  'order_id',
  'refusal',
] as const;

const NOTICE_COLUMNS = NAMES.map((name) => {
  const [type, field] = COLUMNS[name];
  return `n.${name}${type === 'date' ? '::text' : ''} AS "${field}"`;
}).join(', ');

const stored = (notice: Notice, name: keyof typeof COLUMNS): unknown => {
  const value: unknown = notice[COLUMNS[name][1]];
  return COLUMNS[name][0] === 'jsonb' && value !== null ? JSON.stringify(value) : value;
};

/** @param rest of the statement, for rows called `n` */
export const noticesWhere = (manager: Reader, rest: string, values: readonly unknown[]): Promise<Notice[]> =>
  manager.query(`SELECT ${NOTICE_COLUMNS} FROM center_notice n ${rest}`, [...values]);

/** @throws Problem `not-found` */
export const noticeByNumber = async (manager: Reader, number: string, lock = false): Promise<Notice> => {
  const [notice] = await noticesWhere(manager, `WHERE n.number = $1${lock ? ' FOR UPDATE' : ''}`, [number]);
  if (!notice) throw new Problem('not-found', `There is no request or notice ${number}.`);
  return notice;
};

/** Locks it, and before it the question that it asks: in the order of who asks the same. @throws Problem `not-found` */
export const lockNotice = async (manager: EntityManager, number: string): Promise<Notice> => {
  const { questionId } = await noticeByNumber(manager, number);
  if (questionId !== null) await lockQuestion(manager, questionId);
  return noticeByNumber(manager, number, true);
};

export interface Joined {
  readonly noticeId: string;
  readonly itemId: string;
  readonly orderId: string;
  readonly hash: string;
  readonly byId: string;
}

export const insertReader = (
  manager: EntityManager,
  { noticeId, itemId, orderId, hash, byId, by, centerId, port, joinedAt }: Joined & NoticeReader,
): Promise<unknown> =>
  manager.query(
    `INSERT INTO center_notice_reader (notice_id, item_id, order_id, hash, by_name, by_id, center_id, port, joined_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (notice_id, item_id) DO UPDATE SET center_id = coalesce(center_notice_reader.center_id, excluded.center_id)`,
    [noticeId, itemId, orderId, hash, by, byId, centerId, port, joinedAt],
  );

/** Who joined a request by an order; undefined where the order joined none. */
export const joinedBy = async (manager: Reader, orderId: string): Promise<Joined | undefined> => {
  const [row] = await manager.query(
    'SELECT notice_id AS "noticeId", item_id AS "itemId", order_id AS "orderId", hash, by_id AS "byId" FROM center_notice_reader WHERE order_id = $1',
    [orderId],
  );
  return row;
};

export const readersOf = (manager: Reader, noticeId: string): Promise<NoticeReader[]> =>
  manager.query(
    'SELECT by_name AS by, center_id AS "centerId", port, joined_at AS "joinedAt" FROM center_notice_reader WHERE notice_id = $1 ORDER BY joined_at, item_id',
    [noticeId],
  );

/** Items that wait for a request of another entry, and for which Center; null where a port asked. */
export const itemsOfReaders = (
  manager: Reader,
  noticeId: string,
): Promise<{ itemId: string; centerId: string | null }[]> =>
  manager.query(
    'SELECT item_id AS "itemId", center_id AS "centerId" FROM center_notice_reader WHERE notice_id = $1 ORDER BY item_id',
    [noticeId],
  );

export const insertNotice = (manager: EntityManager, notice: Notice): Promise<unknown> =>
  manager.query(
    `INSERT INTO center_notice (${NAMES.join(', ')}) VALUES (${NAMES.map((_, at) => `$${at + 1}`).join(', ')})`,
    NAMES.map((name) => stored(notice, name)),
  );

export const updateNotice = (manager: EntityManager, notice: Notice): Promise<unknown> =>
  manager.query(
    `UPDATE center_notice SET ${CHANGING.map((name, at) => `${name} = $${at + 2}`).join(', ')} WHERE id = $1`,
    [notice.id, ...CHANGING.map((name) => stored(notice, name))],
  );

/** `RI`, `NA` or `NR`, two digits of the year, eight of a number: twelve characters, as UC E2 has room for. */
export const nextNoticeNumber = async (manager: EntityManager, prefix: string, year: string): Promise<string> => {
  const [{ place }] = await manager.query(`SELECT nextval('center_notice_number')::text AS place`);
  return `${prefix}${year.slice(2, 4)}${String(place).padStart(8, '0')}`;
};

export const answersOf = (manager: Reader, noticeId: string): Promise<NoticeAnswerView[]> =>
  manager.query(
    `SELECT says, text, documents AS "documentReferences", by_name AS by, account_id AS "accountId", answered_at AS "answeredAt"
       FROM center_notice_answer WHERE notice_id = $1 ORDER BY answered_at, id`,
    [noticeId],
  );

export const historyOf = (manager: Reader, noticeId: string): Promise<NoticeHistory[]> =>
  manager.query(
    `SELECT event, state, by_name AS by, note, occurred_at AS at FROM center_notice_event WHERE notice_id = $1 ORDER BY id`,
    [noticeId],
  );

/** An answer by its id; undefined where there is none. */
export const answerById = async (
  manager: Reader,
  id: string,
): Promise<{ noticeId: string; accountId: string; says: string; text: string | null } | undefined> => {
  const [row] = await manager.query(
    'SELECT notice_id AS "noticeId", account_id AS "accountId", says, text FROM center_notice_answer WHERE id = $1',
    [id],
  );
  return row;
};

export const insertAnswer = (
  manager: EntityManager,
  answer: {
    readonly id: string;
    readonly noticeId: string;
    readonly accountId: string;
    readonly says: string;
    readonly text: string | null;
    readonly documents: readonly string[];
    readonly by: string;
    readonly at: Date;
  },
): Promise<unknown> =>
  manager.query(
    'INSERT INTO center_notice_answer (id, notice_id, account_id, says, text, documents, by_name, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      ...[answer.id, answer.noticeId, answer.accountId, answer.says, answer.text],
      ...[answer.documents, answer.by, answer.at],
    ],
  );

export const insertEvent = (
  manager: EntityManager,
  { id, state }: Pick<Notice, 'id' | 'state'>,
  event: {
    readonly event: string;
    readonly by: string;
    readonly byId: string | null;
    readonly note: string | null;
    readonly decisionId: string | null;
  },
  at: Date,
): Promise<unknown> =>
  manager.query(
    'INSERT INTO center_notice_event (notice_id, decision_id, event, state, by_name, by_id, note, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, event.decisionId, event.event, state, event.by, event.byId, event.note, at],
  );

/** A decision by its id; undefined where there is none. */
export const decisionById = async (
  manager: Reader,
  id: string,
): Promise<{ noticeId: string; event: string; byId: string | null } | undefined> => {
  const [row] = await manager.query(
    'SELECT notice_id AS "noticeId", event, by_id AS "byId" FROM center_notice_event WHERE decision_id = $1',
    [id],
  );
  return row;
};
