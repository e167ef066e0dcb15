import type { DowntimeModule, TransactionTreatment, TransportMode } from '#contracts';
import { isPort, PORTS } from '#reference';

/**
 * A real outage, as far as it is on record: facts only. The drill replays it against a running platform. Minutes count from the first
 * minute of the drill; `assumed` says what the record does not.
 */
export interface Outage {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  /** What happened, and what was not told and is therefore assumed here. */
  readonly story: string;
  readonly assumed: string;
  /** The wall clock of the first minute. */
  readonly begins: { readonly date: string; readonly time: string; readonly zone: string };
  /** Minutes of history in one second of the drill. */
  readonly minutesPerSecond: number;
  /** A change of the platform before it, as the deployment log of the status service takes it. */
  readonly deployment: {
    readonly module: string;
    readonly version: string;
    readonly note: string;
    readonly minutesBefore: number;
  } | null;
  readonly fault: Fault & { readonly at: number; readonly lasts: number };
  readonly declarations: readonly Declaration[];
  readonly traffic: readonly Lane[];
  /** Of a hundred filings, those that are sent twice on purpose. */
  readonly sentTwicePercent: number;
  /** Releases on paper at each port that is in downtime procedures: one in so many seconds of the drill. */
  readonly paperEverySeconds: number;
  readonly history: { readonly toldAfterMinutes: number | null; readonly clearingRatio: number | null };
}

export type Fault =
  /** The databases of these modules take no connections any more; the modules run on. */
  | { readonly kind: 'databases'; readonly of: readonly Halted[] }
  /** Their processes are killed. */
  | { readonly kind: 'processes'; readonly of: readonly Broken[] }
  /** Their processes stand still: nothing of them runs, and nobody is told. */
  | { readonly kind: 'frozen'; readonly of: readonly Broken[] }
  /** Nothing fails; a declaration orders the gates shut. */
  | { readonly kind: 'order'; readonly of: readonly Halted[] }
  /** The carriers' own systems: they send nothing. */
  | { readonly kind: 'filer'; readonly of: readonly ('truck-carrier' | 'ocean-carrier')[] };
export type Halted = 'manifest' | 'entry';
export type Broken = Halted | 'enforcement';

export interface Declaration {
  /** `headquarters`, or the port whose director declares. */
  readonly by: 'headquarters' | { readonly port: string };
  /** When it was declared in history. In the drill people are never later, and earlier when the platform tells them earlier. */
  readonly at: number;
  readonly modules: readonly DowntimeModule[];
  readonly modes: readonly TransportMode[];
  /** None: all ports. */
  readonly ports: readonly string[];
  /** Where it may spread to. */
  readonly possible: {
    readonly portGroups: readonly ('land border' | 'Canadian border' | 'Mexican border')[];
    readonly ports: readonly string[];
  } | null;
  /** What the gates are ordered to do; without it they only follow the evidence. */
  readonly treatments: readonly TransactionTreatment[];
  readonly relief: { readonly paymentBusinessDays: number; readonly otherBusinessDays: number };
  readonly reason: string;
}

/** Cargo that comes in steadily at one port: one bill, one cargo release, one arrival, one entry summary, one drawback claim each. */
export interface Lane {
  readonly mode: 'truck' | 'vessel';
  readonly port: string;
  /** Consignments in a second of the drill. */
  readonly perSecond: number;
}

/** Whether ports go to paper: where what is broken, or declared, is about cargo. */
export const goesToPaper = ({ declarations }: Outage): boolean =>
  declarations.some(({ modules }) => modules.some((module) => module !== 'enforcement'));

/** Whether cases of fines, penalties and forfeitures are what it is about. */
export const isAboutCases = ({ fault }: Outage): boolean => (fault.of as readonly string[]).includes('enforcement');

/** How long the drill takes until the fault is mended, in seconds. */
export const secondsUntilMended = ({ fault, minutesPerSecond }: Outage): number =>
  (fault.at + fault.lasts) / minutesPerSecond;

/** What is wrong with a file of facts, one sentence each; none when it can be replayed. */
export const faultsOf = (outage: Outage): string[] => {
  const { fault, declarations, traffic, begins, minutesPerSecond } = outage;
  const faults: string[] = [];
  const say = (wrong: boolean, text: string): void => void (wrong && faults.push(text));
  say(
    !/^\d{4}-\d\d-\d\d$/.test(begins.date) || !/^\d\d:\d\d$/.test(begins.time),
    'begins needs a date as 2017-11-14 and a time as 15:10',
  );
  say(minutesPerSecond <= 0, 'minutesPerSecond must be above 0');
  say(fault.at / minutesPerSecond < 4, 'the fault comes within four seconds: let normal traffic flow before it');
  say(secondsUntilMended(outage) > 150, 'it would take more than 150 seconds until the fault is mended');
  say(fault.of.length === 0, 'the fault hits nothing');
  say(declarations.length === 0, 'nobody declares a downtime');
  for (const { at, by, ports, treatments } of declarations) {
    say(at < fault.at && fault.kind !== 'order', 'a downtime is declared before the fault');
    say(typeof by !== 'string' && !ports.includes(by.port), 'a port director declares for the own port only');
    say(fault.kind === 'order' && treatments.length === 0, 'gates that are shut by order need treatments');
  }
  const ports = [
    ...traffic.map(({ port }) => port),
    ...declarations.flatMap((d) => [...d.ports, ...(d.possible?.ports ?? [])]),
  ];
  for (const port of new Set(ports)) say(!isPort(port), `${port} is no port`);
  say(traffic.length === 0, 'there is no traffic');
  for (const { port, mode } of traffic)
    say(mode === 'truck' && !PORTS.get(port)?.landBorder, `no trucks cross a border at ${port}`);
  return faults;
};
