import { Injectable } from '@nestjs/common';
import { diffWordsWithSpace } from 'diff';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { ordering, requireCenter } from '../people/asking-person';
import { nameSought, publishingFaults } from './publishable.rules';
import { publicationStates } from './publication.states';

/** What the page of a Center has. */
export const PUBLICATION_KINDS = [
  'publication',
  'decision',
  'ruling',
  'contact',
  'industry notice',
  'frequently asked',
] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

export interface NewPublication {
  readonly id: string;
  readonly center: string;
  readonly kind: PublicationKind;
  readonly topic: string;
  /** Its day: of the decision, the ruling, the notice. */
  readonly day: CustomsDate;
  readonly title: string;
  readonly text: string;
  /** Why it is published: for people of the Centers. */
  readonly why: string;
  /** The account that it comes from, which it must not name; null for none. */
  readonly about: string | null;
  /** A person that it must not name. */
  readonly askedBy: string | null;
}

/** A piece of a text that is as it was, new, or not there any more. */
export interface MarkedText {
  readonly mark: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** As everybody sees it: nobody is named in it. */
export interface PublicationView {
  readonly id: string;
  readonly center: string;
  readonly kind: string;
  readonly topic: string;
  readonly day: CustomsDate;
  readonly title: string;
  readonly text: string;
  readonly version: number;
  readonly publishedAt: Date;
  readonly changedAt: Date;
}

export interface PublicationVersion {
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly publishedAt: Date;
  /** What changed from the version before; the first one is all new. */
  readonly titleChanges: MarkedText[];
  readonly textChanges: MarkedText[];
}

export interface PublicationCorrection {
  /** The version that it corrects. */
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly why: string;
}

export interface PublicationsWanted {
  readonly center: string | null;
  readonly kind: string | null;
  readonly topic: string | null;
  readonly from: CustomsDate | null;
  readonly to: CustomsDate | null;
  readonly q: string | null;
  readonly after: string | null;
  readonly limit: number;
}

interface Row {
  readonly id: string;
  readonly center_id: string;
  readonly title: string;
  readonly text: string;
  readonly version: number;
  readonly state: 'published' | 'withdrawn';
  readonly about_account: string | null;
  readonly asked_by: string | null;
}

const VIEW = `p.id, p.center_id AS center, p.kind, p.topic, p.day::text AS day, p.title, p.text, p.version, p.published_at AS "publishedAt", p.changed_at AS "changedAt" FROM publication p`;

/** What Centers publish: publications, decisions, rulings, contacts, industry notices and what is frequently asked. Every version is kept with what changed. */
@Injectable()
export class Publications {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The same id again is the same publication. @throws Problem */
  publish(asking: Asking, order: NewPublication): Promise<PublicationView> {
    requireCenter(asking, [order.center]);
    const by = ordering(asking);
    return this.transactions.run((unit) => publishWithin(unit, by, order));
  }

  /** A further version. @throws Problem `state-conflict` where it is not the newest that is corrected */
  correct(asking: Asking, id: string, { version, title, text, why }: PublicationCorrection): Promise<PublicationView> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const row = await lock(manager, id);
      requireCenter(asking, [row.center_id]);
      requireState(row, 'corrected');
      if (row.version === version + 1 && row.title === title && row.text === text) return (await read(manager, id))!;
      if (row.version !== version)
        throw new Problem('state-conflict', `Version ${row.version} is the newest: somebody corrected it meanwhile.`, [
          { at: '/version', text: `is not ${row.version}`, remedy: 'Read it again, and correct that.' },
        ]);
      await requirePublishable(manager, { '/title': title, '/text': text }, row.about_account, row.asked_by);
      await keepVersion(manager, { id, version: version + 1, title, text, by, why, now }, row);
      await manager.query('UPDATE publication SET title = $2, text = $3, version = $4, changed_at = $5 WHERE id = $1', [
        id,
        title,
        text,
        version + 1,
        now,
      ]);
      return (await read(manager, id))!;
    });
  }

  /** Takes it off the page, with all its versions; they are kept. Again changes nothing. @throws Problem */
  withdraw(asking: Asking, id: string, why: string): Promise<{ id: string; state: string }> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const row = await lock(manager, id);
      requireCenter(asking, [row.center_id]);
      if (row.state !== 'withdrawn') {
        requireState(row, 'withdrawn');
        await manager.query(
          `UPDATE publication SET state = 'withdrawn', withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4 WHERE id = $1`,
          [id, now, by, why],
        );
      }
      return { id, state: 'withdrawn' };
    });
  }

  /** The Centers, with what each has published. */
  centers(): Promise<
    { id: string; name: string; city: string; published: { kind: string; publications: number }[]; topics: string[] }[]
  > {
    return this.source.query(
      `SELECT c.id, c.name, c.city,
         (SELECT coalesce(json_agg(json_build_object('kind', kind, 'publications', n) ORDER BY kind), '[]') FROM
            (SELECT kind, count(*) AS n FROM publication WHERE center_id = c.id AND state = 'published' GROUP BY kind) AS counted) AS published,
         (SELECT coalesce(json_agg(topic ORDER BY topic), '[]') FROM (SELECT DISTINCT topic FROM publication WHERE center_id = c.id AND state = 'published') AS its) AS topics
       FROM center c ORDER BY c.id`,
    );
  }

  /** What is published, the newest day first. @param after `next` of the page before */
  async list({
    center,
    kind,
    topic,
    from,
    to,
    q,
    after,
    limit,
  }: PublicationsWanted): Promise<{ publications: PublicationView[]; next: string | null }> {
    const [day, last] = after === null ? [null, null] : [after.slice(0, 10), after.slice(11)];
    const publications: PublicationView[] = await this.source.query(
      `SELECT ${VIEW} WHERE p.state = 'published' AND ($1::text IS NULL OR p.center_id = $1) AND ($2::text IS NULL OR p.kind = $2) AND ($3::text IS NULL OR lower(p.topic) = lower($3))
         AND ($4::date IS NULL OR p.day >= $4) AND ($5::date IS NULL OR p.day <= $5) AND ($6::text IS NULL OR p.words @@ websearch_to_tsquery('english', $6))
         AND ($7::date IS NULL OR (p.day, p.id) < ($7::date, $8::uuid)) ORDER BY p.day DESC, p.id DESC LIMIT $9`,
      [center, kind, topic, from, to, q, day, last, limit],
    );
    const end = publications.at(-1);
    return { publications, next: publications.length === limit && end ? `${end.day}.${end.id}` : null };
  }

  /** What changed last first, for the feed. */
  newest(center: string | null, limit: number): Promise<PublicationView[]> {
    return this.source.query(
      `SELECT ${VIEW} WHERE p.state = 'published' AND ($1::text IS NULL OR p.center_id = $1) ORDER BY p.changed_at DESC, p.id LIMIT $2`,
      [center, limit],
    );
  }

  /** @throws Problem `not-found`, also for what was withdrawn */
  async one(id: string): Promise<PublicationView & { versions: PublicationVersion[] }> {
    const publication = await read(this.source.manager, id);
    if (!publication)
      throw new Problem('not-found', `Nothing is published under ${id}; what was withdrawn is not shown any more.`);
    const versions: PublicationVersion[] = await this.source.query(
      `SELECT version, title, text, published_at AS "publishedAt", changes -> 'title' AS "titleChanges", changes -> 'text' AS "textChanges"
         FROM publication_version WHERE publication_id = $1 ORDER BY version DESC`,
      [id],
    );
    return { ...publication, versions };
  }
}

/** Publishes in the transaction of what it follows from. @throws Problem `not-valid` that names each field that must not be published as it is; `state-conflict` */
export const publishWithin = async (
  { manager, now }: Pick<UnitOfWork, 'manager' | 'now'>,
  by: string,
  order: NewPublication,
): Promise<PublicationView> => {
  const { id, center, kind, topic, day, title, text, why, about, askedBy } = order;
  await requireSameContent(manager, 'publication', id, order);
  await requirePublishable(manager, { '/topic': topic, '/title': title, '/text': text }, about, askedBy);
  const [made] = await manager.query(
    `INSERT INTO publication (id, center_id, kind, topic, day, title, text, version, state, about_account, asked_by, published_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $11) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, center, kind, topic, day, title, text, publicationStates.initial, about, askedBy, now],
  );
  if (made) await keepVersion(manager, { id, version: 1, title, text, by, why, now }, null);
  const published = await read(manager, id);
  if (!published)
    throw new Problem('state-conflict', 'It was withdrawn: publish it anew, with another id.', [
      { at: '/id', text: 'was withdrawn' },
    ]);
  const first = made ? published : await firstOf(manager, published);
  if (first.center === center && first.kind === kind && first.title === title && first.text === text) return published;
  throw new Problem('state-conflict', 'Another publication has this id.', [{ at: '/id', text: 'is taken' }]);
};

const firstOf = async (manager: EntityManager, published: PublicationView): Promise<PublicationView> => {
  const [first] = await manager.query(
    'SELECT title, text FROM publication_version WHERE publication_id = $1 AND version = 1',
    [published.id],
  );
  return { ...published, ...first };
};

const marked = (before: string, now: string): MarkedText[] =>
  diffWordsWithSpace(before, now).map(({ value, added, removed }) => ({
    mark: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));

const keepVersion = (
  manager: EntityManager,
  {
    id,
    version,
    title,
    text,
    by,
    why,
    now,
  }: {
    readonly id: string;
    readonly version: number;
    readonly title: string;
    readonly text: string;
    readonly by: string;
    readonly why: string;
    readonly now: Date;
  },
  before: Pick<Row, 'title' | 'text'> | null,
): Promise<unknown> =>
  manager.query(
    'INSERT INTO publication_version (publication_id, version, title, text, changes, published_by, why, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      ...[id, version, title, text],
      JSON.stringify({ title: marked(before?.title ?? '', title), text: marked(before?.text ?? '', text) }),
      ...[by, why, now],
    ],
  );

const read = async (manager: EntityManager, id: string): Promise<PublicationView | undefined> =>
  (await manager.query(`SELECT ${VIEW} WHERE p.id = $1 AND p.state = 'published'`, [id]))[0];

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row]: Row[] = await manager.query('SELECT * FROM publication WHERE id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `Nothing is published under ${id}.`);
  return row;
};

/** @throws Problem `state-conflict` */
const requireState = ({ state }: Row, event: 'corrected' | 'withdrawn'): void => {
  if (!publicationStates.next(state, event).ok) throw new Problem('state-conflict', `It was ${state}.`);
};

/** Accounts and people that a text must not name: the account that it comes from with its people, who asked, and every account of the trade whose name of several words stands in it. */
const namesFor = async (
  manager: EntityManager,
  texts: readonly string[],
  about: string | null,
  askedBy: string | null,
): Promise<{ name: string; what: string }[]> => {
  const [account]: { name: string; people: string[] | null }[] =
    about === null
      ? []
      : await manager.query(
          `SELECT data ->> 'name' AS name, (SELECT array_agg(DISTINCT p ->> 'name') FROM jsonb_array_elements(coalesce(data -> 'people', '[]')) AS p) AS people FROM account WHERE id = $1`,
          [about],
        );
  const others: { name: string }[] = await manager.query(
    `SELECT DISTINCT data ->> 'name' AS name FROM account
      WHERE NOT data -> 'kinds' ?| ARRAY['headquarters', 'port director', 'officer', 'operator'] AND position(lower(coalesce(substring(data ->> 'name' FROM '[[:alnum:]]+'), '')) IN lower($1)) > 0`,
    [texts.join(' ')],
  );
  return [
    ...(account ? [{ name: account.name, what: 'the account that it comes from' }] : []),
    ...(account?.people ?? []).map((name) => ({ name, what: 'a person of the account that it comes from' })),
    ...(askedBy === null ? [] : [{ name: askedBy, what: 'who asked' }]),
    ...others
      .filter(({ name }) => nameSought(name).includes(' '))
      .map(({ name }) => ({ name, what: `an account (${name})` })),
  ];
};

/** @throws Problem `not-valid` */
const requirePublishable = async (
  manager: EntityManager,
  fields: Readonly<Record<string, string>>,
  about: string | null,
  askedBy: string | null,
): Promise<void> => {
  const faults = publishingFaults(fields, await namesFor(manager, Object.values(fields), about, askedBy));
  if (faults.length > 0) throw new Problem('not-valid', 'It names somebody: everybody would read it.', faults);
};
