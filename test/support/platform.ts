import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vitals } from '#contracts';
import { sendControl, type ControlRequest } from '../../tools/platform/control';
import { ROOT } from '../../tools/platform/home';
import type { DemoFile } from '../../tools/platform/launch';
import type { UnitStatus } from '../../tools/platform/unit';
import { eventually } from './eventually';
import { sharedHome } from './real-servers';

/** The platform that tests share: every service a process, with its own database server and broker. */
export interface SharedPlatform {
  readonly gatewayUrl: string;
  /** Base URL of each service. */
  readonly urls: Record<string, string>;
  readonly demo: DemoFile;
  /** As `npm run ctl`; what was started answers when it is over, and has its database and the broker. */
  ctl(action: ControlRequest['action'], name: string): Promise<UnitStatus[]>;
}

/**
 * Whole when it is handed out, whatever the test before did to it: everything runs, nothing waits, every gate is open. Each test file counts
 * its voyages and entries from a number of its own, below the FIRST_RUN of global-setup.ts.
 */
export const sharedPlatform = async (): Promise<SharedPlatform> => {
  if (!existsSync(join(ROOT, 'dist', 'programs', 'gateway', 'main.js')))
    throw new Error('Not built: run `npm test`, or `npm run build` before jest.');
  const home = await sharedHome();
  const demo = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as DemoFile;
  const platform: SharedPlatform = {
    gatewayUrl: demo.gateway,
    urls: demo.services,
    demo,
    ctl: async (action, name) => {
      const units = await sendControl(home, { action, name });
      if (action === 'start' && name in demo.services) await answering(platform, name);
      return units;
    },
  };
  await platform.ctl('start', 'all');
  await eventually(
    async () => {
      for (const vitals of await vitalsOf(platform)) expect(vitals).toMatchObject(AT_REST);
      expect(
        (await vitalsOf(platform)).flatMap(({ gates = [] }) => gates).filter(({ state }) => state !== 'FLOWING'),
      ).toEqual([]);
    },
    { within: 60_000, every: 200 },
  );
  return platform;
};

const answering = (platform: SharedPlatform, name: string): Promise<void> =>
  eventually(
    async () => {
      const [vitals] = await vitalsOf({ ...platform, urls: { [name]: platform.urls[name]! } });
      expect(vitals).toMatchObject({ databaseReachable: true, brokerConnected: true });
    },
    { within: 60_000, every: 100 },
  );

/** What a service says of itself when nothing waits in it and nothing was set aside. */
export const AT_REST = {
  databaseReachable: true,
  brokerConnected: true,
  inbox: { waiting: 0, setAside: 0 },
  outbox: { depth: 0 },
  queue: { depth: 0 },
};

export const vitalsOf = ({ urls, demo }: Pick<SharedPlatform, 'urls' | 'demo'>): Promise<Vitals[]> =>
  Promise.all(
    Object.values(urls).map(async (url) => {
      const response = await fetch(`${url}/operations/vitals`, {
        headers: { authorization: `Bearer ${demo.operationsToken}` },
        signal: AbortSignal.timeout(5_000),
      });
      return (await response.json()) as Vitals;
    }),
  );

export interface MailboxItem {
  readonly id: number;
  readonly transmissionId: string | null;
  readonly format: string;
  readonly application: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** One account of the platform, speaking to the gateway as its software would. */
export class Partner {
  readonly account: DemoFile['accounts'][number];
  private readonly read: MailboxItem[] = [];

  constructor(
    private readonly gateway: string,
    demo: DemoFile,
    role: string,
  ) {
    this.account = demo.accounts.find((a) => a.role === role)!;
  }

  get sender(): { site: string; id: string; password: string } {
    return this.account.abi!;
  }

  get filerCode(): string {
    return this.account.filerCodes[0]!;
  }

  async request(
    method: string,
    path: string,
    body?: string | Buffer,
    contentType?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.gateway}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.account.apiKey}`,
        ...(contentType ? { 'content-type': contentType } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body as string }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text };
  }

  abi(text: string | Buffer): Promise<Answer> {
    return this.request('POST', '/abi', text, 'text/plain');
  }

  x12(text: string): Promise<Answer> {
    return this.request('POST', '/x12', text, 'text/plain');
  }

  json(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.request('POST', path, JSON.stringify(body), 'application/json', headers);
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  /** Everything in the mailbox behind an entry, oldest first. */
  async mailbox(after = 0): Promise<MailboxItem[]> {
    const items: MailboxItem[] = [];
    for (;;) {
      const { status, body } = await this.get(`/mailbox?after=${items.at(-1)?.id ?? after}&limit=500`);
      if (status !== 200) throw new Error(`The mailbox was answered ${status}: ${JSON.stringify(body).slice(0, 400)}`);
      const page = body.entries as MailboxItem[];
      if (page.length === 0) return items;
      items.push(...page);
    }
  }

  /** All that ever came in answer to a transmission. What was read once is not read again: entries are numbered in the order in which they are shown. */
  async answersTo(transmissionId: string): Promise<MailboxItem[]> {
    for (const item of await this.mailbox(this.read.at(-1)?.id))
      if (item.id > (this.read.at(-1)?.id ?? 0)) this.read.push(item);
    return this.read.filter((item) => item.transmissionId === transmissionId);
  }
}
