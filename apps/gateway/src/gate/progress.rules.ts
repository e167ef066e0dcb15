/**
 * One look at what a module has to answer, over all replicas of the gateway. `at` is milliseconds of a clock that nobody sets: the
 * times of filings and of the machine's own clock are not asked, so that a clock that jumps neither closes a gate nor hides an outage.
 */
export interface ProgressLook {
  readonly at: number;
  /** Grows with every answer of the module. */
  readonly answered: number;
  /** Filings that have left the gateway, are not answered, and that no later one overtook. */
  readonly waiting: number;
  /** Messages that the module says it keeps for another attempt or for a person. */
  readonly onFile: number;
  /** Whether filings reach the module and answers reach the journal: where they do not, the module is not to blame. */
  readonly roadOpen: boolean;
}

export interface Progress {
  readonly looks: readonly ProgressLook[];
  /** Since when filings have waited of which none was answered, and none other of the module either. */
  readonly standsSince: number | null;
  /** What the module had on file when it answered last, or when nothing waited. */
  readonly onFileBefore: number;
}

/** Filings wait and none is answered. */
export interface Standstill {
  readonly filings: number;
  readonly seconds: number;
}

export const NO_PROGRESS_SEEN: Progress = { looks: [], standsSince: null, onFileBefore: 0 };

/** After so long without a look, what was seen before says nothing of how long something has lasted. */
const GAP_MS = 5_000;
const REMEMBERED_MS = 10_000;
/** Filings that wait for so long are a backlog; what comes and goes between two looks is none. */
const LASTING_MS = 5_000;
/** Bad filings that a module may keep in a row; as many different ones as close a gate are no longer the filings' fault. */
const MOST_EXCUSED = 4;

/**
 * What is known after one more look. A filing that waits by itself says nothing: others that came later are answered (it was
 * overtaken, and is not counted), or the module has it on file. What says something is that filings wait and none is answered.
 */
export const afterLook = (before: Progress, look: ProgressLook): Progress => {
  const last = before.looks.at(-1);
  const known = last && look.at - last.at <= GAP_MS ? before : NO_PROGRESS_SEEN;
  const progressed = known.looks.length === 0 || last?.answered !== look.answered;
  const onFileBefore = progressed || look.waiting === 0 ? look.onFile : Math.min(known.onFileBefore, look.onFile);
  const excused = Math.min(look.onFile - onFileBefore, MOST_EXCUSED);
  const stands = look.roadOpen && look.waiting > excused;
  return {
    looks: [...known.looks.filter(({ at }) => look.at - at <= REMEMBERED_MS), look],
    standsSince: !stands ? null : progressed ? look.at : (known.standsSince ?? look.at),
    onFileBefore,
  };
};

/** @param now of the same clock as the looks */
export const standstillOf = ({ looks, standsSince }: Progress, now: number): Standstill | null => {
  const last = looks.at(-1);
  if (!last || standsSince === null || now - last.at > GAP_MS) return null;
  return { filings: last.waiting, seconds: Math.max(0, (now - standsSince) / 1_000) };
};

/**
 * How many seconds a filing that comes now waits for its answer, as fast as the module has been lately; 0 while nothing waits for
 * long, null where nothing was answered lately.
 */
export const waitAhead = ({ looks }: Progress): number | null => {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last) return null;
  const lasting = Math.min(...looks.filter(({ at }) => last.at - at <= LASTING_MS).map(({ waiting }) => waiting));
  if (lasting === 0 || last.at - first.at < LASTING_MS) return 0;
  const perSecond = ((last.answered - first.answered) * 1_000) / (last.at - first.at);
  return perSecond > 0 ? lasting / perSecond : null;
};
