import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import { ROLE_NAMES, ROLES } from './identifiers-held';
import { messagesAnew } from '../messages/message.repository';
import { figuresAnew } from './trade-record.repository';

const LOOK_EVERY_MS = 2_000;
const AT_ONCE = 50;
/** Beside identifiers an account itself: by it its messages are kept. */
const ACCOUNT = 'account';

/** How far a rebuild is. */
export interface RebuildView {
  readonly id: number;
  readonly orderedAt: string;
  readonly orderedBy: string;
  /** Identifiers whose figures were added up anew, and accounts whose messages were. */
  readonly identifiers: number;
  /** Null while it goes on. */
  readonly finishedAt: string | null;
}

interface Row {
  id: string;
  ordered_at: Date;
  ordered_by: string;
  identifier_kind: string;
  identifier: string;
  identifiers: number;
  finished_at: Date | null;
}

const viewOf = (row: Row): RebuildView => ({
  id: Number(row.id),
  orderedAt: row.ordered_at.toISOString(),
  orderedBy: row.ordered_by,
  identifiers: row.identifiers,
  finishedAt: row.finished_at?.toISOString() ?? null,
});

/**
 * Adds up all figures anew from the records, and messages from the activity logs, one identifier or account at a time, while messages come in. Only what concerns the identifier at hand waits for it;
 * whoever reads meanwhile sees its figures as they were before or as they are afterwards. It goes on where it was when the service ends in the middle.
 */
@Injectable()
export class PictureRebuild {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(
      LOOK_EVERY_MS,
      'adding up the figures of the picture anew',
      async (turn) => {
        for (let done = 0; done < AT_ONCE && !turn.signal.aborted; done += 1) {
          if (!(await this.next())) return false;
          turn.progress();
        }
        return true;
      },
      { by: 'one replica' },
    );
  }

  /** @throws Problem `state-conflict` while one goes on */
  async order(by: string): Promise<RebuildView> {
    return this.transactions.run(async ({ manager, now }) => {
      await manager.query('LOCK TABLE picture_rebuild IN SHARE ROW EXCLUSIVE MODE');
      const [running] = await manager.query('SELECT id FROM picture_rebuild WHERE finished_at IS NULL');
      if (running) throw new Problem('state-conflict', `Rebuild ${running.id} still goes on.`);
      const [row] = await manager.query(
        `INSERT INTO picture_rebuild (ordered_at, ordered_by, identifier_kind, identifier, identifiers) VALUES ($1, $2, '', '', 0) RETURNING *`,
        [now, by],
      );
      return viewOf(row);
    });
  }

  /** The latest first. */
  async list(): Promise<RebuildView[]> {
    const rows: Row[] = await this.source.query('SELECT * FROM picture_rebuild ORDER BY id DESC LIMIT 20');
    return rows.map(viewOf);
  }

  /** One identifier's figures; answers whether there may be more. */
  next(): Promise<boolean> {
    return this.transactions.run(async ({ manager, now }) => {
      const [run]: Row[] = await manager.query(
        'SELECT * FROM picture_rebuild WHERE finished_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED',
      );
      if (!run) return false;
      const [following]: { kind: string; identifier: string }[] = await manager.query(
        `SELECT kind, identifier FROM (
           ${ROLE_NAMES.map(
             (role) => `(SELECT '${ROLES[role].kind}' AS kind, ${ROLES[role].column} AS identifier FROM trade_record
              WHERE ${ROLES[role].column} IS NOT NULL AND ('${ROLES[role].kind}' > $1 OR '${ROLES[role].kind}' = $1 AND ${ROLES[role].column} > $2)
              ORDER BY ${ROLES[role].column} LIMIT 1)`,
           ).join(' UNION ALL ')}
           UNION ALL (SELECT '${ACCOUNT}', account_id::text FROM activity_head
              WHERE '${ACCOUNT}' >= $1 AND ($3::uuid IS NULL OR account_id > $3) ORDER BY account_id LIMIT 1)
           UNION ALL (SELECT identifier_kind, identifier FROM trade_figure WHERE (identifier_kind, identifier) > ($1, $2) ORDER BY 1, 2 LIMIT 1)) n
         ORDER BY kind, identifier LIMIT 1`,
        [run.identifier_kind, run.identifier, run.identifier_kind === ACCOUNT ? run.identifier : null],
      );
      if (!following) {
        await manager.query('UPDATE picture_rebuild SET finished_at = $2 WHERE id = $1', [run.id, now]);
        this.log.info(
          { rebuild: run.id, identifiers: run.identifiers },
          'the figures of the picture were added up anew',
        );
        return false;
      }
      const { kind, identifier } = following;
      if (kind === ACCOUNT) await messagesAnew(manager, identifier);
      else {
        const { column } = Object.values(ROLES).find((role) => role.kind === kind)!;
        await figuresAnew(manager, kind, identifier, column);
      }
      await manager.query(
        'UPDATE picture_rebuild SET identifier_kind = $2, identifier = $3, identifiers = identifiers + 1 WHERE id = $1',
        [run.id, kind, identifier],
      );
      return true;
    });
  }
}
