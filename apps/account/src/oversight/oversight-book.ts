import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import type { Edition, OversightData } from './oversight.data';
import { OversightReader } from './oversight.reader';
import { QUARTER_FORM, quarterOf, standingOf } from './quarter.rules';

const RENEW_EVERY_MS = 600_000;
const FIRST_AFTER_MS = 15_000;
/** Quarters that may have ended while nobody was there to freeze them. */
const LOOKS_BACK = 4;
const THE_PLATFORM = 'the platform';

interface Row {
  quarter: string;
  version: number | null;
  made_at: Date;
  published_by: string | null;
  why: string | null;
  data: OversightData;
}

const editionOf = ({ quarter, version, made_at, published_by, why }: Omit<Row, 'data'>): Edition => ({
  ...{ quarter, state: version === null ? 'so far' : 'published', version },
  ...{ madeAt: made_at.toISOString(), publishedBy: published_by, why },
});
const EDITIONS = `SELECT quarter, version, made_at, published_by, why, data FROM oversight_published
  UNION ALL SELECT s.quarter, NULL, s.made_at, NULL, NULL, s.data FROM oversight_so_far s
   WHERE NOT EXISTS (SELECT 1 FROM oversight_published p WHERE p.quarter = s.quarter)`;

/** Oversight reports as they are shown: the running quarter added up again and again, one that is over and complete frozen as it was published. */
@Injectable()
export class OversightBook {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly reader: OversightReader,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(
      RENEW_EVERY_MS,
      'adding up the oversight report',
      (turn) =>
        this.renew(new Date(), () => {
          turn.signal.throwIfAborted();
          turn.progress();
        }),
      {
        ...{ by: 'one replica', firstAfterMs: FIRST_AFTER_MS },
      },
    );
  }

  /** Adds up the running quarter and those before that are not published; publishes what is over and complete. */
  async renew(now: Date, progress: () => void = () => undefined): Promise<void> {
    for (let by = -LOOKS_BACK; by <= 0; by += 1) {
      const quarter = quarterOf(now, by);
      const [published] = await this.source.query('SELECT 1 FROM oversight_published WHERE quarter = $1 LIMIT 1', [
        quarter,
      ]);
      if (!published) await this.renewOne(quarter, now, progress);
      progress();
    }
  }

  private async renewOne(quarter: string, now: Date, progress: () => void): Promise<void> {
    const data = await this.reader.read(this.source, quarter, now, progress);
    const standing = standingOf(quarter, now);
    // Of a time before the platform there is nothing to publish.
    if (standing !== 'running' && isEmpty(data)) return;
    const isOutagesKnown = data.figures.unknownParts.every(({ part }) => part !== 'outages');
    if (standing === 'overdue' || (standing === 'complete' && isOutagesKnown)) {
      const why = isOutagesKnown
        ? 'The quarter is over and complete.'
        : 'The quarter is over; what is not known of it could not be found out in time.';
      await this.source.query(
        `INSERT INTO oversight_published (quarter, version, made_at, published_by, why, data) VALUES ($1, 1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [quarter, now, THE_PLATFORM, why, JSON.stringify(data)],
      );
      this.log.info({ quarter }, 'the oversight report of a quarter was published');
      return;
    }
    await this.source.query(
      `INSERT INTO oversight_so_far (quarter, made_at, data) VALUES ($1, $2, $3) ON CONFLICT (quarter) DO UPDATE SET made_at = excluded.made_at, data = excluded.data`,
      [quarter, now, JSON.stringify(data)],
    );
  }

  /** The newest quarter first, of each the newest version first. */
  async list(): Promise<Edition[]> {
    const rows: Row[] = await this.source.query(
      `SELECT quarter, version, made_at, published_by, why FROM (${EDITIONS}) e ORDER BY quarter DESC, version DESC NULLS FIRST`,
    );
    return rows.map(editionOf);
  }

  /** @param version null for the newest @throws Problem `not-found`, `not-valid` */
  async edition(quarter: string, version: number | null): Promise<{ edition: Edition; data: OversightData }> {
    if (!QUARTER_FORM.test(quarter))
      throw new Problem('not-valid', 'There is no such quarter.', [{ at: '/quarter', text: 'must look like 2026-Q4' }]);
    const [row]: Row[] = await this.source.query(
      `SELECT * FROM (${EDITIONS}) e WHERE quarter = $1 AND ($2::int IS NULL OR version = $2) ORDER BY version DESC NULLS LAST LIMIT 1`,
      [quarter, version],
    );
    if (!row)
      throw new Problem(
        'not-found',
        `There is no oversight report of ${quarter}${version === null ? '' : ` in version ${version}`}.`,
      );
    return { edition: editionOf(row), data: row.data };
  }

  /** Publishes a quarter anew, as it is known now; what was published before stays. @throws Problem `state-conflict` while it is not published at all */
  async correct(quarter: string, by: string, why: string): Promise<Edition> {
    await this.edition(quarter, null);
    const data = await this.reader.read(this.source, quarter, new Date());
    return this.transactions.run(async ({ manager, now }) => {
      // One after the other: the table can only be added to, so that none of its rows can be locked.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('oversight'), hashtext($1))`, [quarter]);
      const [{ latest }] = await manager.query(
        'SELECT max(version) AS latest FROM oversight_published WHERE quarter = $1',
        [quarter],
      );
      if (latest === null)
        throw new Problem(
          'state-conflict',
          `${quarter} is not published yet: what is so far is added up anew by itself.`,
        );
      const [row]: Row[] = await manager.query(
        `INSERT INTO oversight_published (quarter, version, made_at, published_by, why, data) VALUES ($1, $2, $3, $4, $5, $6) RETURNING *`,
        [quarter, latest + 1, now, by, why, JSON.stringify(data)],
      );
      return editionOf(row!);
    });
  }
}

const isEmpty = ({ figures: { total, suggestions, rollOuts } }: OversightData): boolean =>
  total.entries + total.bills + total.summaries + total.filingsRejected + suggestions.filed === 0 &&
  rollOuts.every(({ taken, refused }) => taken + refused === 0);
