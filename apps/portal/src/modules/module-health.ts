import { Injectable } from '@nestjs/common';
import { tradeName } from '#contracts';
import { InnerLines, Problem } from '#service';
import { PortalConfig } from '../config/portal.config';

const WAIT_MS = 10_000;

/** Modules that people reach through the portal. The others answer services only. */
const REACHED = ['gateway', 'status', 'account', 'port', 'cee', 'enforcement'] as const;

/** The modules behind the portal: where they are, and when each last answered. */
@Injectable()
export class ModuleHealth {
  private readonly answered = new Map<string, Date>();

  private readonly lines: InnerLines;

  constructor(private readonly config: PortalConfig) {
    this.lines = new InnerLines(config);
  }

  /** @throws Problem `not-found` */
  addressOf(module: string): URL {
    const address = Object.hasOwn(this.config.MODULE_URLS, module) ? this.config.MODULE_URLS[module] : undefined;
    if (!address || !(REACHED as readonly string[]).includes(module))
      throw new Problem('not-found', `There is no module ${module} here.`);
    return new URL(address);
  }

  hasAnswered(module: string): void {
    this.answered.set(module, new Date());
  }

  /** What is known of a module that does not answer. */
  silence(module: string): string {
    const last = this.answered.get(module);
    const says = `This part does not answer: ${tradeName(module)}.`;
    return last ? `${says} It last did at ${last.toISOString()}.` : says;
  }

  /** Name of the account that a key opens; who shows it at `address` answers for it. @throws Problem `not-authenticated`, or where nobody can say */
  async accountOf(key: string, address: string): Promise<string> {
    const answer = await this.ask('account', 'GET', '/me', key, undefined, { 'x-forwarded-for': address });
    if (answer.status === 401) throw new Problem('not-authenticated', 'This key opens nothing here.');
    if (answer.status === 429 || answer.status >= 500)
      throw new Problem('look-up-unavailable', 'It cannot be said just now whose key this is.', [], 5);
    const { accounts = [] } = (answer.ok ? await answer.json() : {}) as { accounts?: { name?: string }[] };
    return accounts[0]?.name ?? 'API key';
  }

  async signOutEverywhere(token: string): Promise<void> {
    const answer = await this.ask('account', 'POST', '/me/sign-out', token);
    // Who is signed out already has what they wanted.
    if (!answer.ok && answer.status !== 401)
      throw new Problem('unavailable', 'You could not be signed out everywhere. Try again.', [], 5);
  }

  /** What a module answers, as JSON. @throws Problem with what it says where that is no answer */
  async read(module: string, method: string, path: string, bearer: string, body?: object): Promise<unknown> {
    const answer = await this.ask(module, method, path, bearer, body);
    const content = (await answer.json().catch(() => ({}))) as { detail?: string };
    if (answer.ok) return content;
    const kind = answer.status === 404 ? 'not-found' : answer.status >= 500 ? 'unavailable' : 'not-valid';
    throw new Problem(kind, content.detail ?? this.silence(module), [], 5);
  }

  private async ask(
    module: string,
    method: string,
    path: string,
    bearer: string,
    body?: object,
    said: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    try {
      const answer = await this.lines.ask(new URL(path, this.addressOf(module)), {
        method,
        headers: { ...said, authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(WAIT_MS),
      });
      this.hasAnswered(module);
      return answer;
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('look-up-unavailable', this.silence(module), [], 5);
    }
  }
}
