import { Agent, request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { SecureContextOptions } from 'node:tls';
import type { ListeningConfig } from './config';

/** Whom a service believes when it asks another one at an address with https: only those for whom CA vouches; without it those that Node trusts. */
export const trustOf = ({ CA }: Partial<Pick<ListeningConfig, 'CA'>>): SecureContextOptions => (CA ? { ca: CA } : {});

export interface Question {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Asks as `fetch` does, which cannot be told whom to believe. Nobody is followed elsewhere. */
export class InnerLines {
  private readonly agent: Agent | null;

  constructor(config: Partial<Pick<ListeningConfig, 'CA'>>) {
    this.agent = config.CA ? new Agent({ keepAlive: true, ...trustOf(config) }) : null;
  }

  async ask(url: URL, { method, headers, body, signal }: Question): Promise<Response> {
    if (!this.agent || url.protocol !== 'https:')
      return fetch(url, { method, headers, signal, redirect: 'error', ...(body && { body }) });
    return new Promise((resolve, reject) => {
      const asked = request(url, { agent: this.agent!, method, headers, signal }, (answer) => {
        const { statusCode: status = 502 } = answer;
        if (status >= 300 && status < 400) answer.destroy(new Error(`it leads elsewhere (${status})`));
        buffer(answer).then(
          (content) => resolve(new Response(HAVE_NO_BODY.has(status) ? null : content, { status })),
          reject,
        );
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The other side closed an idle line at this very moment: what only reads is asked again.
        if (method === 'GET' && asked.reusedSocket && error.code === 'ECONNRESET')
          this.ask(url, { method, headers, signal }).then(resolve, reject);
        else reject(error);
      });
      asked.end(body);
    });
  }
}

/** Fetch Standard: null body status. */
const HAVE_NO_BODY = new Set([204, 205, 304]);
