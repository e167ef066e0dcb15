import type { DataSource } from 'typeorm';
import { messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { cee } from '../apps/cee/src/cee.service-definition';
import { AnswerSearch, type AnswersFound } from '../apps/cee/src/earlier-answers/answer-search';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { Foreseen } from '../tools/infrastructure/failure';
import { percentiles, type Percentiles } from './figures';

const DECISIONS = 1_000_000;
const PRODUCTS = 500_000;
const SEARCHES = 200;
const PLAIN_SEARCHES = 5;
/** Names of articles; some are in a hundred times as many products as others, as in life. */
const ARTICLES = 20_000;
const ACCOUNTS = 20_000;

const MATERIALS = words(
  'plastic steel cotton glass ceramic aluminum leather rubber paper bamboo wool silk copper brass nylon polyester acrylic oak pine granite silicone hemp jute titanium zinc',
);
const USES = words(
  'kitchen garden office bathroom children vehicles boats hospitals hotels sports camping music painting sewing baking fishing hunting travel storage lighting cleaning heating cooling packing schools',
);
const FEATURES = words(
  'folding printed coated woven knitted molded polished perforated insulated stackable rechargeable waterproof round square small large heavy striped quilted laminated engraved hollow flexible magnetic portable',
);

function words(text: string): readonly string[] {
  return text.split(' ');
}

export interface SimilarFigures {
  readonly decisions: number;
  readonly products: number;
  /** Milliseconds of a search that answers twenty; `found`: how many of a hundred had the product that was meant among them, null where any will do. */
  readonly ways: readonly { readonly way: string; readonly ms: Percentiles; readonly found: number | null }[];
  /** The same by ILIKE over all decisions, the newest first: the peer. */
  readonly plain: Percentiles;
  /** One decision by its key: the floor. */
  readonly floor: Percentiles;
}

const timed = async <T>(
  times: number,
  work: (at: number) => Promise<T>,
  each: (result: T, at: number) => void = () => {},
): Promise<Percentiles> => {
  const ms: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const began = performance.now();
    const result = await work(at);
    ms.push(performance.now() - began);
    each(result, at);
  }
  return percentiles(ms);
};

/** Indexes of words are made when all is there: row by row they take minutes. */
const withoutWordIndexes = async (source: DataSource, load: () => Promise<void>): Promise<void> => {
  const indexes: { indexname: string; indexdef: string }[] = await source.query(
    `SELECT indexname, indexdef FROM pg_indexes WHERE indexname IN ('product_words', 'earlier_answer_words', 'product_word_parts')`,
  );
  if (indexes.length !== 3) throw new Foreseen('the indexes of words are not those that the benchmark knows');
  for (const { indexname } of indexes) await source.query(`DROP INDEX ${indexname}`);
  await load();
  for (const { indexdef } of indexes) await source.query(indexdef);
};

const load = async (source: DataSource): Promise<void> => {
  await source.query(
    `CREATE TEMPORARY TABLE article AS SELECT n AS place, (ARRAY['ba','co','di','fu','ga','ho','ji','ku','la','mo','ne','pi','ro','sa','tu','ve','wo','xi','ya','zo'])[1 + n % 20] ||
        (ARRAY['l','m','n','r','s','t','x','k','p','d'])[1 + n / 20 % 10] || (ARRAY['a','e','i','o','u'])[1 + n / 200 % 5] ||
        (ARRAY['ndal','mper','rtok','xilo','gret','plum','dram','skan','vort','teck','bolm','frin','qued','zarp','hild','jost','klev','mung','narf','wisp'])[1 + n / 1000 % 20] AS name
       FROM generate_series(0, $1::int - 1) AS n`,
    [ARTICLES],
  );
  await source.query(
    `INSERT INTO product (key, goods)
     SELECT DISTINCT ON (product_key(goods)) product_key(goods), goods FROM (
       SELECT ($3::text[])[1 + n % 25] || ' ' || a.name || ' of ' || ($1::text[])[1 + n / 7 % 25] || ' for ' || ($2::text[])[1 + n / 3 % 25] || ', ' || ($3::text[])[1 + n / 11 % 25] || ', type ' || n % 997 AS goods
         FROM generate_series(1, $4::int) AS n JOIN article a ON a.place = floor($5::int * power((n::bigint * 7919 % 1000003)::float8 / 1000003, 3))::int) AS described
     ON CONFLICT DO NOTHING`,
    [MATERIALS, USES, FEATURES, PRODUCTS, ARTICLES],
  );
  await source.query(
    `INSERT INTO product_word (word, products) SELECT word, count(*) FROM product, unnest(string_to_array(key, ' ')) AS word GROUP BY word`,
  );
  await source.query(
    `INSERT INTO earlier_answer (source_kind, source_id, source_number, stage, kind, account_id, supplier, product_id, subject, tariff, port, center_id, outcome, answer, day, by_name, recorded_at)
     SELECT 'notice of action', n::text, 'NA-' || n, 'decision', 'classification', ('00000000-0000-4000-8000-' || lpad((n % $2)::text, 12, '0'))::uuid, 'CN' || n % 30000,
        p.id, 'product ' || p.id, lpad((1000 + n % 8000)::text, 4, '0') || '1040', (2700 + n % 40)::text, 'CEE00' || 1 + n % 9, '3924.10',
        'It is ' || ($3::text[])[1 + n % 25] || ' and ' || ($4::text[])[1 + n / 25 % 25] || ', not what was claimed in case ' || n, date '2020-01-01' + (n % 2500)::int, 'D. Nakamura', now()
       FROM generate_series(1, $1::int) AS n JOIN product p ON p.id = 1 + (n::bigint * 104729 % (SELECT max(id) FROM product))`,
    [DECISIONS, ACCOUNTS, MATERIALS, USES],
  );
};

/** A word with a letter exchanged, as people mistype. */
const mistyped = (word: string): string => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;

/** A search for what was decided before, among a million decisions. */
export const measureSimilar = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<SimilarFigures> => {
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'similar bench',
    entities: cee.entities as Function[],
    migrations: [...messagingTables, ...cee.migrations],
    poolSize: 1,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    say(`writing ${DECISIONS} decisions`);
    await withoutWordIndexes(source, () => load(source));
    for (const table of ['product', 'product_word', 'earlier_answer']) await source.query(`VACUUM ANALYZE ${table}`);
    const [{ decisions, products }] = await source.query(
      'SELECT (SELECT count(*)::int FROM earlier_answer) AS decisions, (SELECT count(*)::int FROM product) AS products',
    );
    if (decisions < DECISIONS * 0.95) throw new Foreseen(`${decisions} decisions were written instead of ${DECISIONS}`);
    const samples: { goods: string; id: number; account: string; supplier: string; heading: string; words: string }[] =
      await source.query(
        `SELECT p.goods, a.id::float8 AS id, a.account_id AS account, a.supplier, a.heading, 'claimed case ' || a.source_id AS words
         FROM earlier_answer a JOIN product p ON p.id = a.product_id WHERE a.id % 4999 = 7 ORDER BY a.id LIMIT $1`,
        [SEARCHES],
      );
    const search = new AnswerSearch(source);
    const nothing = { goods: null, words: null, accountId: null, supplier: null, heading: null, kind: null, limit: 20 };
    const sample = (at: number) => samples[at % samples.length]!;
    const way = async (
      name: string,
      asked: (of: (typeof samples)[number]) => Partial<Parameters<AnswerSearch['find']>[0]>,
      means = true,
    ): Promise<SimilarFigures['ways'][number]> => {
      let found = 0;
      const ms = await timed(
        SEARCHES,
        (at) => search.find({ ...nothing, ...asked(sample(at)) }),
        ({ answers }: AnswersFound, at) => {
          if (answers.some(({ goods }) => goods === sample(at).goods)) found += 1;
        },
      );
      return { way: name, ms, found: means ? Math.round((100 * found) / SEARCHES) : null };
    };
    /** `folding bandal of steel for kitchen, printed, type 12` */
    const parts = (goods: string) =>
      /^(\w+) (\w+) of (\w+) for (\w+), (\w+), type (\d+)$/.exec(goods)!.slice(1) as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
    await way('warm', ({ goods }) => ({ goods }));
    say('searches, and the same by ILIKE');
    const ways = [
      await way('the description as it is', ({ goods }) => ({ goods })),
      await way('in another order, a word left out', ({ goods }) => {
        const [feature, article, material, use, , type] = parts(goods);
        return { goods: `${article}, ${material}, ${feature}, type ${type}, ${use}` };
      }),
      await way('the article mistyped', ({ goods }) => {
        const [feature, article, material, use, second, type] = parts(goods);
        return { goods: `${feature} ${mistyped(article)} of ${material} for ${use}, ${second}, type ${type}` };
      }),
      await way(
        'common words only',
        ({ goods }) => {
          const [feature, , material, use] = parts(goods);
          return { goods: `${feature} ${material} for ${use}` };
        },
        false,
      ),
      await way('with account, supplier and heading', ({ goods, account, supplier, heading }) => ({
        goods,
        accountId: account,
        supplier,
        heading,
      })),
      await way('by account alone', ({ account }) => ({ accountId: account }), false),
      await way('by words of the decision', ({ words: asked }) => ({ words: asked })),
    ];
    const plain = await timed(PLAIN_SEARCHES, (at) => {
      const [feature, article, material] = parts(sample(at).goods);
      return source.query(
        `SELECT a.*, p.goods FROM earlier_answer a JOIN product p ON p.id = a.product_id WHERE p.goods ILIKE $1 AND p.goods ILIKE $2 AND p.goods ILIKE $3 ORDER BY a.day DESC LIMIT 20`,
        [`%${feature}%`, `%${article}%`, `%${material}%`],
      );
    });
    const floor = await timed(SEARCHES, (at) =>
      source.query('SELECT * FROM earlier_answer WHERE id = $1', [sample(at).id]),
    );
    return { decisions, products, ways, plain, floor };
  } finally {
    await source.destroy();
  }
};
