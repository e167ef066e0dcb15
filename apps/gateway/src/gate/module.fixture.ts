import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answerOf,
  type FilingModule,
  type FilingOrigin,
  filingSubject,
  kindOf,
  kindsOf,
  type Vitals,
} from '#contracts';
import type { Received } from '#messaging';
import { realServers } from '../../../../test/support';
import { type Desk, openDesk } from '../../../../libs/messaging/test/desk';
import { prepareDatabase } from '../../../../libs/messaging/test/desk-database.fixture';

type Filed = Received<{ readonly origin: FilingOrigin }>;

/** A module behind a gate, as the gateway sees one: it takes filings over the broker, answers them, beats its heart, and answers over HTTP. */
export class StandInModule {
  /** Subjects in the order in which their filings were taken. */
  readonly taken: { readonly type: string; readonly subject: string; readonly at: number }[] = [];
  /** Answers are withheld while this is false. */
  answering = true;
  /** Throws for what this module cannot handle. */
  refuse: (message: Filed) => void = () => undefined;
  private readonly unanswered: Filed[] = [];
  private server: Server | undefined;
  private heart: NodeJS.Timeout | undefined;
  private port = 0;

  private constructor(
    private readonly name: FilingModule,
    private readonly desk: Desk,
  ) {}

  static async start(name: FilingModule, amqpUrl: string): Promise<StandInModule> {
    const databaseUrl = await realServers().freshDatabase(name);
    await prepareDatabase(databaseUrl);
    let module: StandInModule;
    const desk = await openDesk(
      { service: name as 'entry', instance: `${name}-1`, databaseUrl, amqpUrl, attempts: 3 },
      (runtime) => {
        for (const { type } of kindsOf(name).map(({ contract }) => contract)) {
          runtime.handle(type, {
            repeats: true,
            handle: async (messages, unit) => {
              for (const message of messages as Filed[]) module.refuse(message);
              for (const message of messages as Filed[]) {
                module.taken.push({ type, subject: message.subject, at: Date.now() });
                if (module.answering) module.answer(message, unit);
                else module.unanswered.push(message);
              }
            },
          });
        }
      },
    );
    module = new StandInModule(name, desk);
    await module.appear();
    return module;
  }

  private answer(message: Filed, unit: Parameters<Parameters<Desk['runtime']['transactions']['run']>[0]>[0]): void {
    const { origin } = message.data;
    unit.publish(
      answerOf(this.name),
      filingSubject(origin.filingId),
      { origin, kind: kindOf(message).kind, reference: '-', outcome: 'accepted', conditions: [], entrySummary: null },
      message,
    );
  }

  /** Answers what was withheld, and everything from now on. */
  async answerAll(): Promise<void> {
    this.answering = true;
    await this.desk.runtime.transactions.run(async (unit) => {
      for (const message of this.unanswered.splice(0)) this.answer(message, unit);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  vitals(): Promise<Vitals> {
    const at = new Date().toISOString();
    return this.desk.runtime.vitals().then((said) => ({
      service: this.name,
      instance: `${this.name}-1`,
      startedAt: at,
      at,
      databaseReachable: true,
      backlog: [],
      ...said,
    }));
  }

  /** Is there again, at the same address. */
  async appear(): Promise<void> {
    this.server = createServer((request, reply) => {
      if (request.url === '/health/live') reply.end('{}');
      else
        void this.vitals().then(
          (vitals) => reply.end(JSON.stringify(vitals)),
          () => reply.destroy(),
        );
    });
    await new Promise<void>((ready) => this.server!.listen(this.port, '127.0.0.1', ready));
    this.port = (this.server.address() as AddressInfo).port;
    this.heart = setInterval(
      () =>
        void this.vitals().then(
          (vitals) => this.desk.runtime.announce(vitals),
          () => undefined,
        ),
      500,
    );
  }

  /** Nobody listens and nobody beats any more; what it has taken it has taken. */
  disappear(): void {
    clearInterval(this.heart);
    this.server?.closeAllConnections();
    this.server?.close();
  }

  setAside(): Promise<{ subject: string }[]> {
    return this.desk.runtime.worklist.list();
  }

  async close(): Promise<void> {
    this.disappear();
    await this.desk.close();
  }
}
