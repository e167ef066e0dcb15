import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FILING_MODULES } from '#contracts';
import { timeOrderedId } from '#kernel';
import { RecurringWork, VitalsReader } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import type { Module } from '../filing/transmission';
import { Gates } from './gates';
import { ModuleWatch } from './module-watch';
import { OldestRow } from './oldest-row';
import { afterLook, NO_PROGRESS_SEEN, type Progress, type Standstill, standstillOf, waitAhead } from './progress.rules';

const LOOK_EVERY_MS = 1_000;
/** Rows that may leave and have not for so long: the broker takes nothing, whatever its connection says. */
const NOT_TAKEN_MS = 3_000;
const COUNTED = 1_000_000;
const LAST_ROW = '9223372036854775807';

/** What the gateway holds for a module, over all replicas. */
export interface ModuleFigures {
  readonly module: Module;
  readonly unanswered: number;
  /** By the times of the filings. */
  readonly oldestSeconds: number | null;
  readonly answered: number;
  /** Unanswered and not overtaken. */
  readonly waiting: number;
  /** Rows of the outbox: not with the broker yet. */
  readonly rows: number;
  /** Those of them that leave only as fast as the module works. */
  readonly bulk: number;
  /** Of the others. */
  readonly oldestRow: string | null;
  readonly newestRow: string | null;
  /** The mark of what was answered is ahead of the time now. */
  readonly ahead: boolean;
}

interface Noted {
  answered: number;
  newest: string;
}

interface Known {
  figures: ModuleFigures | null;
  /** Of filings that have left: whether the module works. */
  ofModule: Progress;
  /** Of all filings, also those that have not left: what a filer meets. */
  ofAll: Progress;
  readonly rows: OldestRow;
}

/** Looks once a second whether the modules answer. Every replica does so, from what they share in the database. */
@Injectable()
export class ModuleProgress {
  private readonly noted = new Map<Module, Noted>();
  private readonly known = new Map<Module, Known>(
    FILING_MODULES.map((module) => [
      module,
      { figures: null, ofModule: NO_PROGRESS_SEEN, ofAll: NO_PROGRESS_SEEN, rows: new OldestRow() },
    ]),
  );
  private readonly untaken = { handled: -1, looks: 0 };
  private looking = false;

  constructor(
    private readonly source: DataSource,
    private readonly config: GatewayConfig,
    private readonly vitals: VitalsReader,
    private readonly gates: Gates,
    private readonly watch: ModuleWatch,
    private readonly work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'looking whether the modules answer', () => this.look(), {
      mayRest: () => this.nothingWaits,
    });
  }

  /** Of any module, as last looked. */
  get nothingWaits(): boolean {
    return [...this.known.values()].every(({ figures }) => figures?.unanswered === 0 && figures.rows === 0);
  }

  /** What was found last, where nothing waited and nothing has come since. */
  get atRest(): ModuleFigures[] | null {
    if (!this.work.isQuiet || !this.nothingWaits) return null;
    return [...this.known.values()].flatMap(({ figures }) => figures ?? []);
  }

  /** @param newest the newest transmission of which something was answered */
  noteAnswered(module: Module, filings: number, newest: string): void {
    const noted = this.noted.get(module);
    this.noted.set(module, {
      answered: (noted?.answered ?? 0) + filings,
      newest: noted && noted.newest > newest ? noted.newest : newest,
    });
  }

  /** All modules, always. */
  read(): Promise<ModuleFigures[]> {
    return this.source.query(
      `SELECT p.module, p.answered::float8 AS answered, p.newest > $2::uuid AS ahead, t.unanswered, t.waiting, t.age AS "oldestSeconds", o.rows, o.bulk, o.oldest AS "oldestRow", o.newest AS "newestRow"
         FROM module_progress p
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(unanswered), 0)::int AS unanswered, coalesce(sum(unanswered) FILTER (WHERE transmission_id >= p.newest), 0)::int AS waiting,
                 CASE WHEN count(*) > 0 THEN greatest(0, extract(epoch FROM now() - min(received_at)))::float8 END AS age
            FROM module_work WHERE module = p.module AND unanswered > 0) AS t
        CROSS JOIN LATERAL (
          SELECT counted.rows, counted.bulk, min(road.oldest) AS oldest, max(road.newest) AS newest
            FROM (SELECT count(*)::int AS rows, count(*) FILTER (WHERE bulk)::int AS bulk FROM (SELECT bulk FROM outbox WHERE destination = p.module LIMIT ${COUNTED}) AS looked) AS counted
           CROSS JOIN (SELECT (SELECT id FROM outbox WHERE destination = p.module AND lane = l.lane AND (bulk, id) >= (false, 0) AND (bulk, id) <= (false, ${LAST_ROW}) ORDER BY bulk, id LIMIT 1) AS oldest,
                              (SELECT id FROM outbox WHERE destination = p.module AND lane = l.lane AND (bulk, id) >= (false, 0) AND (bulk, id) <= (false, ${LAST_ROW}) ORDER BY bulk DESC, id DESC LIMIT 1) AS newest
                         FROM generate_series(0, $1 - 1) AS l(lane)) AS road
           GROUP BY counted.rows, counted.bulk) AS o
        WHERE p.module = ANY($3) ORDER BY array_position($3::text[], p.module)`,
      [this.config.LANES, timeOrderedId(), FILING_MODULES],
    );
  }

  async look(): Promise<void> {
    if (!this.source.isInitialized || this.looking) return;
    this.looking = true;
    try {
      await this.writeNoted();
      let figures = await this.read();
      if (figures.length < FILING_MODULES.length) {
        await this.ensure();
        figures = await this.read();
      }
      if (figures.some(({ ahead }) => ahead)) {
        await this.setMarkBack();
        figures = await this.read();
      }
      const untaken = await this.answersUntaken();
      const at = performance.now();
      for (const one of figures) this.lookAt(one, untaken, at);
    } finally {
      this.looking = false;
    }
  }

  /** Modules that came to the table of kinds since the last start. */
  private async ensure(): Promise<void> {
    await this.source.query('INSERT INTO module_progress (module) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      FILING_MODULES,
    ]);
  }

  private lookAt(figures: ModuleFigures, untaken: boolean, at: number): void {
    const { module, answered, waiting, rows, bulk } = figures;
    const known = this.known.get(module)!;
    known.figures = figures;
    known.rows.note(figures.oldestRow, figures.newestRow, at);
    const flows = this.gates.stateOf(module, 'inbound') === 'FLOWING';
    const isTaken = !flows || known.rows.ageMs(at) < NOT_TAKEN_MS;
    // Bulk waits for the module's own progress, and what comes now does not wait for bulk.
    const paced = flows ? bulk : 0;
    const left = Math.max(0, waiting - (rows - paced), paced);
    const onFile = this.watch.onFileOf(module);
    const roadOpen = this.watch.hearsOverBroker() && isTaken && !untaken;
    known.ofModule = afterLook(known.ofModule, { at, answered, waiting: left, onFile, roadOpen });
    known.ofAll = afterLook(known.ofAll, {
      at,
      answered,
      waiting: Math.max(0, waiting - paced),
      onFile,
      roadOpen: true,
    });
  }

  /**
   * Filings of older transmissions that are open still were overtaken by the newest of which something was answered; what is left of that one itself
   * may be on its way. Transmissions are numbered by their time: after
   * a clock that was ahead is set right, its numbers would hide what comes now, so the mark is never ahead of who looks.
   */
  private async writeNoted(): Promise<void> {
    for (const [module, { answered, newest }] of [...this.noted]) {
      this.noted.delete(module);
      try {
        await this.source.query(
          `UPDATE module_progress SET answered = answered + $2, newest = least($4::uuid, greatest(newest, $3::uuid)) WHERE module = $1`,
          [module, answered, newest, timeOrderedId()],
        );
      } catch (error) {
        this.noteAnswered(module, answered, newest);
        throw error;
      }
    }
  }

  private async setMarkBack(): Promise<void> {
    await this.source.query('UPDATE module_progress SET newest = $1::uuid WHERE newest > $1::uuid', [timeOrderedId()]);
  }

  /** Whether answers wait in the gateway's own queues and this process takes none: then no module is to blame. */
  private async answersUntaken(): Promise<boolean> {
    if (![...this.known.values()].some(({ ofModule }) => ofModule.standsSince !== null)) return false;
    const { queue, handledTotal } = await this.vitals.read();
    const isUntaken = (queue.depth ?? 0) > 0 && handledTotal === this.untaken.handled;
    Object.assign(this.untaken, { handled: handledTotal, looks: isUntaken ? this.untaken.looks + 1 : 0 });
    return this.untaken.looks > 1;
  }

  /** Null before the first look. */
  figuresOf(module: Module): ModuleFigures | null {
    return this.known.get(module)!.figures;
  }

  /** Filings that have left wait for the module, and it answers none. */
  standstillOf(module: Module, now = performance.now()): Standstill | null {
    return standstillOf(this.known.get(module)!.ofModule, now);
  }

  /** How long none of the filings for a module has been answered, wherever they wait; 0 while answers come, or nothing waits. */
  heldUpSeconds(module: Module, now = performance.now()): number {
    return standstillOf(this.known.get(module)!.ofAll, now)?.seconds ?? 0;
  }

  /** How long a filing that comes now waits for its answer; null where nothing was answered lately. */
  waitAheadSeconds(module: Module): number | null {
    return waitAhead(this.known.get(module)!.ofAll);
  }

  /** How long the oldest filing has been waiting to leave, gate or broker. */
  notLeftSeconds(module: Module, now = performance.now()): number {
    return this.known.get(module)!.rows.ageMs(now) / 1_000;
  }
}
