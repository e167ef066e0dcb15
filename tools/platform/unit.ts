/** A program that runs: a service's process, the broker, the database. */
export interface Program {
  readonly pid: number | undefined;
  readonly exited: Promise<void>;
  /** Settles with true once it does its work, false when it ended or no longer seems to get there; it runs on meanwhile. */
  readonly live?: Promise<boolean>;
  /** Whether it answers right now. */
  answers?(): Promise<boolean>;
  /** How it ended, for people. */
  readonly ending?: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * - `starting`: runs, does not answer yet
 * - `running`: answers
 * - `silent`: has answered, and now does not, although it runs
 * - `waiting`: ended on its own and is started again after a pause
 * - `stopped`, `killed`: somebody wanted that; it stays so until somebody starts it
 */
export type UnitState = 'starting' | 'running' | 'silent' | 'waiting' | 'stopping' | 'stopped' | 'killed';

export interface UnitStatus {
  name: string;
  service: string;
  state: UnitState;
  pid: number | null;
  address: string;
  /** UTC instant of the last change of state. */
  since: string;
  /** Times it was started again after ending on its own. */
  restarts: number;
  /** How it last ended, or ''. */
  ending: string;
}

/** How often a program is asked whether it answers, and for how long one that did is given the benefit of the doubt; in milliseconds. */
const ASK_EVERY = 5_000;
const SILENT_AFTER = 10_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** A run this long (milliseconds) wipes out what went before: the next pause is short again. */
const STEADY = 60_000;

/** Keeps one program running as long as it is wanted, and does what `ctl` says. */
export class Unit {
  private program: Program | undefined;
  private wanted = false;
  private state: UnitState = 'stopped';
  private since = new Date();
  private restarts = 0;
  private failures = 0;
  private ending = '';
  private timer: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly service: string,
    public address: string,
    private readonly launch: () => Promise<Program>,
    private readonly say: (line: string) => void = () => undefined,
  ) {}

  get status(): UnitStatus {
    return {
      name: this.name,
      service: this.service,
      state: this.state,
      pid: this.program?.pid ?? null,
      address: this.address,
      since: this.since.toISOString(),
      restarts: this.restarts,
      ending: this.ending,
    };
  }

  /** Starts it unless it runs; settles once it runs, and when it answers where `live` says so. */
  async start(): Promise<boolean> {
    this.wanted = true;
    const program = await this.inTurn(() => this.run());
    return (await program.live) ?? true;
  }

  async stop(): Promise<void> {
    this.withdraw();
    await this.inTurn(async () => {
      if (this.program?.pid) {
        this.enter('stopping');
        await this.program.stop();
      }
      this.enter('stopped');
    });
  }

  async kill(): Promise<void> {
    this.withdraw();
    await this.inTurn(async () => {
      await this.program?.kill();
      this.enter('killed');
    });
  }

  /** Stops and starts it, unless somebody wants it down. */
  async restart(): Promise<void> {
    await this.inTurn(async () => {
      const running = this.program;
      if (!this.wanted || !running?.pid) return;
      this.enter('stopping');
      // Its end is ours, not its own.
      this.program = undefined;
      await running.stop();
      await this.runOrLater();
    });
  }

  private async run(): Promise<Program> {
    clearTimeout(this.timer);
    if (this.program?.pid) return this.program;
    this.enter('starting');
    const begun = Date.now();
    const program = await this.launch().catch((error: unknown) => {
      this.enter('stopped');
      throw error;
    });
    this.program = program;
    void (program.live ?? Promise.resolve(true)).then((live) => {
      if (live && this.program === program && program.pid && this.state === 'starting') this.enter('running');
    });
    clearInterval(this.watch);
    if (program.answers) this.watch = this.watchOver(program);
    void program.exited.then(() => {
      if (this.program === program) this.afterwards(program.ending ?? '', Date.now() - begun);
    });
    return program;
  }

  /** A slow program that answers at last runs; one that ran and no longer answers is not said to run. */
  private watchOver(program: Program): NodeJS.Timeout {
    let heard = performance.now();
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      const answered = await program.answers!();
      asking = false;
      if (this.program !== program || !program.pid) return;
      if (answered) heard = performance.now();
      if (answered && (this.state === 'starting' || this.state === 'silent')) this.enter('running');
      if (!answered && this.state === 'running' && performance.now() - heard >= SILENT_AFTER) this.enter('silent');
    };
    return setInterval(() => void ask(), ASK_EVERY).unref();
  }

  private afterwards(ending: string, lasted: number): void {
    clearInterval(this.watch);
    this.ending = ending;
    if (!this.wanted) return;
    this.failures = lasted > STEADY ? 1 : this.failures + 1;
    this.restarts++;
    this.enter('waiting');
    const pause = Math.min(FIRST_PAUSE * 2 ** (this.failures - 1), LONGEST_PAUSE);
    this.say(`${this.name} ended on its own (${ending || 'no exit code'}); it is started again in ${pause / 1000} s`);
    this.again(pause);
  }

  private again(pause: number): void {
    this.timer = setTimeout(() => {
      if (!this.wanted) return;
      void this.inTurn(() => this.runOrLater());
    }, pause);
  }

  private async runOrLater(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.say(`${this.name}: ${(error as Error).message}`);
      if (!this.wanted) return;
      this.enter('waiting');
      this.again(LONGEST_PAUSE);
    }
  }

  private withdraw(): void {
    this.wanted = false;
    clearTimeout(this.timer);
  }

  /** One thing at a time: a stop waits for the start before it. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private enter(state: UnitState): void {
    this.state = state;
    this.since = new Date();
  }
}
