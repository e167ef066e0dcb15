interface Assigned {
  /** Days, `2026-11-30`. */
  readonly from: string;
  /** The last day; null where there is none. */
  readonly to: string | null;
}

/** Assignments that are not over on a day: those that count then, and those that begin later. */
export const standingOn = <T extends Assigned>(day: string, all: readonly T[]): { now: T[]; later: T[] } => {
  const left = all.filter(({ to }) => to === null || to >= day);
  return { now: left.filter(({ from }) => from <= day), later: left.filter(({ from }) => from > day) };
};
