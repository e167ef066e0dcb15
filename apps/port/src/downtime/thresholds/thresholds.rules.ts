import type { TransportMode } from '#contracts';
import { inForce } from '#reference';
import { MODES } from '#statement';
import { type Thresholds, THRESHOLDS } from './thresholds.policy';

/** What headquarters set for one port and mode, from an instant on. */
export interface PortThreshold extends Thresholds {
  readonly port: string;
  readonly mode: TransportMode;
  readonly from: string;
}

/** The thresholds of a mode at a port (null: the nation) at an instant: the port's own newest row in force before the national one. */
export const thresholdsFor = (
  mode: TransportMode,
  port: string | null,
  own: readonly PortThreshold[],
  now: Date,
): Thresholds => {
  const rows = own
    .filter((row) => row.port === port && row.mode === mode && row.from <= now.toISOString())
    .sort((a, b) => b.from.localeCompare(a.from));
  const row =
    rows[0] ??
    inForce(
      THRESHOLDS.filter((national) => national.mode === mode),
      now.toISOString().slice(0, 10),
    );
  if (!row) throw new RangeError(`no thresholds are laid down for ${mode} on ${now.toISOString()}`);
  return { watch: row.watch, portMayDeclare: row.portMayDeclare, headquartersConsiders: row.headquartersConsiders };
};

/** From when on what may be done, ISO. */
export interface Deadlines {
  readonly mode: TransportMode;
  readonly port: string | null;
  readonly watchUntil: string;
  readonly portMayDeclareAt: string;
  readonly headquartersConsidersAt: string;
}

/** @param minuteSeconds seconds to a minute of the thresholds: 60, or fewer in a drill */
export const deadlinesFor = (
  since: string,
  modes: readonly TransportMode[],
  ports: readonly (string | null)[],
  own: readonly PortThreshold[],
  minuteSeconds: number,
  now: Date,
): Deadlines[] =>
  modes.flatMap((mode) =>
    ports.map((port): Deadlines => {
      const { watch, portMayDeclare, headquartersConsiders } = thresholdsFor(mode, port, own, now);
      const after = (minutes: number): string =>
        new Date(Date.parse(since) + minutes * minuteSeconds * 1_000).toISOString();
      return {
        mode,
        port,
        watchUntil: after(watch),
        portMayDeclareAt: after(portMayDeclare),
        headquartersConsidersAt: after(headquartersConsiders),
      };
    }),
  );

export type Stage = 'watch' | 'propose' | 'port may declare' | 'headquarters considers a national downtime';

/** What the time that has gone by calls for. */
export const stageAt = ({ watchUntil, portMayDeclareAt, headquartersConsidersAt }: Deadlines, now: Date): Stage => {
  const at = now.toISOString();
  if (at >= headquartersConsidersAt) return 'headquarters considers a national downtime';
  if (at >= portMayDeclareAt) return 'port may declare';
  return at >= watchUntil ? 'propose' : 'watch';
};

/** The modes whose threshold for a port's own declaration is not reached; none named means all modes. */
export const earlyModes = (
  from: string,
  modes: readonly TransportMode[],
  ports: readonly string[],
  own: readonly PortThreshold[],
  minuteSeconds: number,
  now: Date,
): TransportMode[] => [
  ...new Set(
    deadlinesFor(from, modes.length > 0 ? modes : MODES, ports.length > 0 ? ports : [null], own, minuteSeconds, now)
      .filter(({ portMayDeclareAt }) => portMayDeclareAt > now.toISOString())
      .map(({ mode }) => mode),
  ),
];
