import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/platform/home';
import { DemoFile, launchPlatform, LaunchedPlatform } from '../../tools/platform/launch';
import { CACHE_DIR } from './test-run';
import { ownFolder } from './real-servers';

/** A whole platform of the test's own: every service a process, its own database server and broker. */
export const ownPlatform = async (options: { env?: Record<string, string>; replicas?: Record<string, number> } = {}): Promise<LaunchedPlatform> => {
  if (!existsSync(join(ROOT, 'dist', 'apps', 'gateway', 'src', 'main.js'))) throw new Error('Not built: run `npm test`, or `npm run build` before jest.');
  const platform = await launchPlatform({ home: ownFolder('platform'), port: 'any', cacheDir: CACHE_DIR, ...options });
  if (platform.warnings.length > 0) throw new Error(platform.warnings.join('\n'));
  return platform;
};

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

  async request(method: string, path: string, body?: string | Buffer, contentType?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.gateway}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.account.apiKey}`, ...(contentType ? { 'content-type': contentType } : {}), ...headers },
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

  /** Everything in the mailbox, oldest first. */
  async mailbox(): Promise<MailboxItem[]> {
    const items: MailboxItem[] = [];
    for (;;) {
      const { status, body } = await this.get(`/mailbox?after=${items.at(-1)?.id ?? 0}&limit=500`);
      if (status !== 200) throw new Error(`The mailbox was answered ${status}: ${JSON.stringify(body).slice(0, 400)}`);
      const page = body.entries as MailboxItem[];
      if (page.length === 0) return items;
      items.push(...page);
    }
  }

  async answersTo(transmissionId: string): Promise<MailboxItem[]> {
    return (await this.mailbox()).filter((item) => item.transmissionId === transmissionId);
  }
}
