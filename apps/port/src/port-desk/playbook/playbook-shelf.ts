import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { TransportMode } from '#contracts';
import { localDate, type Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { portLocalDate } from '#reference';
import { LOG, type Log, RecurringWork } from '#service';
import { FIRST_NATIONAL_VERSION } from './national/national-procedure';
import type { Overlay } from './overlay';
import { applyOverlay, type Rebased } from './overlay.rules';
import { NATIONAL, PlaybooksRepository, type Published } from './playbooks.repository';
import { MODES, type Procedure } from './procedure/procedure';

const REFRESH_MS = 1_000;
const HEADQUARTERS_ZONE = 'America/New_York';
const DELIVERED_AT = '2026-11-01T05:00:00.000Z';

const FIRST: readonly Published<Procedure>[] = MODES.map((mode) => ({
  place: NATIONAL,
  mode,
  version: 1,
  effectiveFrom: FIRST_NATIONAL_VERSION[mode].effectiveFrom,
  nationalVersion: null,
  document: FIRST_NATIONAL_VERSION[mode],
  officer: 'As delivered',
  publishedAt: DELIVERED_AT,
}));

/** What holds at a port for a mode on a day. */
export interface PortPlaybook extends Rebased {
  readonly port: string;
  readonly national: Published<Procedure>;
  /** Null when the port changes nothing. */
  readonly overlay: Published<Overlay> | null;
}

const keyOf = (place: string, mode: TransportMode): string => `${place} ${mode}`;

/** The version in force on a day: the newest of those that had begun. */
const inForceOn = <P extends Published>(versions: readonly P[], day: string): P | undefined =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom <= day);

/**
 * Every published version, in memory: read at start and again every second, so that procedures and sheets can be read while the
 * database is away. Before it was read for the first time there is the national version the program was delivered with.
 */
@Injectable()
export class PlaybookShelf implements OnApplicationShutdown {
  private readonly versions = new Map<string, Published[]>();
  private sequence = '0';
  private readonly recurring: Recurring;
  private reading: Promise<void> | undefined;
  /** When the database was last read, ISO; null before the first time. */
  asOf: string | null = null;

  constructor(
    private readonly repository: PlaybooksRepository,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(REFRESH_MS, 'reading playbooks', () => this.refresh(), {
      firstAfterMs: 0,
      until: 'the last request',
    });
    for (const first of FIRST) this.versions.set(keyOf(NATIONAL, first.mode), [first]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    await this.reading;
  }

  /** Oldest first. */
  national(mode: TransportMode): readonly Published<Procedure>[] {
    return this.of(NATIONAL, mode) as Published<Procedure>[];
  }

  /** Oldest first; empty when the port never changed anything. */
  overlays(port: string, mode: TransportMode): readonly Published<Overlay>[] {
    return this.of(port, mode) as Published<Overlay>[];
  }

  /** The first version has no other before it, so it stands for the time before its day too. */
  nationalOn(mode: TransportMode, day: string = localDate(new Date(), HEADQUARTERS_ZONE)): Published<Procedure> {
    return inForceOn(this.national(mode), day) ?? this.national(mode)[0]!;
  }

  /** @param day by the port's calendar; today when left out */
  playbook(port: string, mode: TransportMode, day: string = portLocalDate(new Date(), port)): PortPlaybook {
    return this.applied(port, mode, this.nationalOn(mode, day), inForceOn(this.overlays(port, mode), day) ?? null);
  }

  /** One version of a port's changes on a national version. */
  applied(
    port: string,
    mode: TransportMode,
    national: Published<Procedure>,
    overlay: Published<Overlay> | null,
  ): PortPlaybook {
    const base = this.national(mode).find(({ version }) => version === overlay?.nationalVersion);
    return { port, national, overlay, ...applyOverlay(national.document, overlay?.document ?? null, base?.document) };
  }

  /** Ports whose changes of this mode do not wholly stand on a national version, or wait to be looked at again. */
  disturbed(national: Published<Procedure>): Pick<PortPlaybook, 'port' | 'unfit' | 'toReview'>[] {
    return [...this.versions.values()].flatMap((list) => {
      const newest = list.at(-1) as Published<Overlay>;
      if (newest.place === NATIONAL || newest.mode !== national.mode) return [];
      const { port, unfit, toReview } = this.applied(newest.place, national.mode, national, newest);
      return unfit.length + toReview.length > 0 ? [{ port, unfit, toReview }] : [];
    });
  }

  /** Reads what is new. A failure leaves what is known. */
  refresh(): Promise<void> {
    this.reading ??= this.read()
      .catch((error: unknown) => {
        if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'playbooks could not be read');
      })
      .finally(() => {
        this.reading = undefined;
      });
    return this.reading;
  }

  private of(place: string, mode: TransportMode): readonly Published[] {
    return this.versions.get(keyOf(place, mode)) ?? [];
  }

  private async read(): Promise<void> {
    if (!this.repository.connected) return;
    if (this.asOf === null) await this.repository.storeFirst(FIRST);
    const { sequence, published } = await this.repository.after(this.sequence);
    for (const version of published) {
      const key = keyOf(version.place, version.mode);
      const others = (this.versions.get(key) ?? []).filter((known) => known.version !== version.version);
      this.versions.set(
        key,
        [...others, version].sort((a, b) => a.version - b.version),
      );
    }
    this.sequence = sequence;
    this.asOf = new Date().toISOString();
  }
}
