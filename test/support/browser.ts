import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { fromBase32, totpCode, totpStep } from '#kernel';
import { eventually } from './eventually';

interface Page {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** A person's browser: keeps cookies, follows redirections within the issuer's origin, sends forms. */
export class Browser {
  private readonly cookies = new Map<string, string>();
  /** Cookies as they were set, the attributes with them. */
  readonly set: string[] = [];

  /** @param origin that people see; @param at where it really is */
  constructor(
    private readonly origin: string,
    private readonly at: string,
  ) {}

  /** Follows until a page, or an address elsewhere: then that is in the header `location`. */
  async go(address: string, form?: Record<string, string>): Promise<Page & { path: string }> {
    const { pathname, search } = new URL(address, this.origin);
    const page = await this.send(pathname + search, form);
    const { location } = page.headers;
    if (typeof location !== 'string' || new URL(location, this.origin).origin !== this.origin)
      return { ...page, path: pathname };
    return this.go(location);
  }

  private send(path: string, form?: Record<string, string>): Promise<Page> {
    const body = form && new URLSearchParams(form).toString();
    const { hostname, port } = new URL(this.at);
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          hostname,
          port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(body !== undefined && {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        (response) => {
          for (const cookie of response.headers['set-cookie'] ?? []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
            if (value === '') this.cookies.delete(name!);
            else {
              this.cookies.set(name!, value!);
              this.set.push(cookie);
            }
          }
          let text = '';
          response
            .setEncoding('utf8')
            .on('data', (piece: string) => (text += piece))
            .on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

export const CLIENT = 'portway-cli';
export const BACK = 'http://127.0.0.1:49152/callback';

/** What a program sends a browser away with: the address, and the verifier that it keeps (RFC 7636). */
export const authorization = (issuer: string, more: Record<string, string | undefined> = {}) => {
  const verifier = randomBytes(32).toString('base64url');
  const asked: Record<string, string | undefined> = {
    client_id: CLIENT,
    response_type: 'code',
    redirect_uri: BACK,
    scope: 'openid email',
    state: 'as sent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  };
  const given = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { address: `${issuer}/auth?${new URLSearchParams(given)}`, verifier };
};

/** Exchanges a code, or whatever a form says, for a token. */
export const tokenFor = async (
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: any }> => {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: await answer.json() };
};

export const codeForm = (code: string, verifier: string): Record<string, string> => ({
  grant_type: 'authorization_code',
  client_id: CLIENT,
  redirect_uri: BACK,
  code,
  code_verifier: verifier,
});

/** The code that an authenticator app shows for a secret, as the page names it; the next ones are `later` steps on. */
export const appCode = (secret: string, later = 0): string =>
  totpCode(fromBase32(secret), totpStep(Date.now()) + later);

/** A code lasts half a minute, and is good for one more: of that so much must be left when it is typed, in milliseconds. */
const STILL_GOOD_MS = 10_000;

/** The code before that of now, so that those of now and later are left to sign in with. Comes when it is good for a while. */
export const codeBefore = (secret: string): Promise<string> =>
  eventually(() => totpStep(Date.now() + STILL_GOOD_MS) === totpStep(Date.now()) && appCode(secret, -1));
