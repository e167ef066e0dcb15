/** A program that runs: a service's process, the broker, the database. */
export interface Program {
  readonly pid: number | undefined;
  readonly exited: Promise<void>;
  /** Settles with true once it does its work, false when it took too long or ended; it runs on meanwhile. */
  readonly live?: Promise<boolean>;
  /** How it ended, for people. */
  readonly ending?: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * - `starting`: runs, does not answer yet
 * - `running`: answers
 * - `waiting`: ended on its own and is started again after a pause
 * - `stopped`, `killed`: somebody wanted that; it stays so until somebody starts it
 */
export type UnitState = 'starting' | 'running' | 'waiting' | 'stopping' | 'stopped' | 'killed';

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
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly service: string,
    readonly address: string,
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
    void program.exited.then(() => this.afterwards(program.ending ?? '', Date.now() - begun));
    return program;
  }

  private afterwards(ending: string, lasted: number): void {
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
      this.inTurn(() => this.run()).catch((error: Error) => {
        this.say(`${this.name}: ${error.message}`);
        if (this.wanted) {
          this.enter('waiting');
          this.again(LONGEST_PAUSE);
        }
      });
    }, pause);
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
