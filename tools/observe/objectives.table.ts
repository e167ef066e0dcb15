/** What is promised of a month, and how it is counted. */
export interface Objective {
  /** Of its alerts: `AcceptedBurnsFast`. */
  readonly name: string;
  /** The promise, as partners understand it. */
  readonly promise: string;
  /** The share that keeps it, of all in 30 days. */
  readonly share: number;
  /** Of all, and of those that broke it, per second; WINDOW stands for the time looked at. */
  readonly all: string;
  readonly broke: string;
  readonly told: string;
  readonly todo: string;
}

const NOT_STORED = 'portway_not_accepted_total{problem=~"unavailable|not-known|failed"}';
/** Prometheus 3 writes the end of a bucket as `1.0`, the one before it as `1`. */
const slower = (histogram: string, seconds: number): Pick<Objective, 'all' | 'broke'> => ({
  all: `sum(rate(${histogram}_count[WINDOW]))`,
  broke: `sum(rate(${histogram}_count[WINDOW])) - sum(rate(${histogram}_bucket{le=~"${seconds}|${seconds}.0"}[WINDOW]))`,
});

export const OBJECTIVES: readonly Objective[] = [
  {
    name: 'Accepted',
    promise: 'a transmission that can be read is stored, and its sender told so',
    share: 0.999,
    all: `(sum(rate(portway_accept_seconds_count[WINDOW])) or vector(0)) + (sum(rate(${NOT_STORED}[WINDOW])) or vector(0))`,
    broke: `sum(rate(${NOT_STORED}[WINDOW])) or vector(0)`,
    told: 'Senders whose transmission was not stored are told `not processed, resend` or `not known, resend`, with when to try again. What was told `accepted` is kept.',
    todo: "Look at `not stored`, `not known whether it was stored` and `sent away` in the gateway's log: each has its reason. Mostly it is the gateway's database: see DatabaseSilent and the PostgreSQL dashboard. Where more arrives than is stored, add a replica of the gateway.",
  },
  {
    name: 'AcceptedInTime',
    promise: 'the sender is told so within a second',
    share: 0.99,
    ...slower('portway_accept_seconds', 1),
    told: 'Nothing: their transmissions are stored, they wait longer for the reply.',
    todo: "Look at the time of a commit in the gateway's database (PostgreSQL dashboard), at its standby, and at the processor of the gateway (Module health). Large transmissions wait for each other: see which channel is slow on the dashboard A filing's life.",
  },
  {
    name: 'AnsweredInTime',
    promise: 'a filing is answered within a minute; those that a gate holds count too',
    share: 0.99,
    ...slower('portway_answer_seconds', 60),
    told: '`held, do not resend` where a gate is shut or a module is behind; the status page says which functions wait.',
    todo: "See which module on the dashboard A filing's life, and whether it decides late or its answer comes late. A shut gate explains it (GateShut); otherwise look at the module's queue, inbox and database on Module health, and add a replica where its processor is full.",
  },
  {
    name: 'VisibleInTime',
    promise: 'a filing is seen in the account of who filed it within two seconds',
    share: 0.99,
    ...slower('portway_visible_after_seconds', 2),
    told: 'The status page calls the account service slow. Answers in mailboxes are not late.',
    todo: 'Follow [a picture is late or wrong](runbook.md#a-picture-is-late-or-wrong).',
  },
];

/** Times looked at: the long one says that it matters, the short one that it goes on. `factor` is how much faster than the month allows. */
export const BURNS = [
  { speed: 'Fast', severity: 'page', long: '1h', short: '5m', factor: 14.4 },
  { speed: 'Fast', severity: 'page', long: '6h', short: '30m', factor: 6 },
  { speed: 'Slowly', severity: 'ticket', long: '1d', short: '2h', factor: 3 },
  { speed: 'Slowly', severity: 'ticket', long: '3d', short: '6h', factor: 1 },
] as const;

export const WINDOWS = [...new Set(BURNS.flatMap(({ long, short }) => [short, long]))];
