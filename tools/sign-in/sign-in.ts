/**
 * `npm run sign-in` signs a person in with a browser and prints the token: authorization code with PKCE (RFC 7636), back to this machine (RFC 8252, section 7.3).
 * Without arguments to the platform that `npm start` runs; `npm run sign-in -- ISSUER` to any other.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Foreseen, messageOf, runProgram } from '../infrastructure/failure';
import { homeFolder } from '../platform/home';
import type { DemoFile } from '../platform/launch';
import { DEMO_CLIENT, demoCode } from './demo-person';

const WAIT_MS = 10 * 60_000;

interface Endpoints {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

async function signIn(): Promise<void> {
  const [given] = process.argv.slice(2);
  const demo = given ? null : demoFile();
  const issuer = given ?? `${demo!.services['account']}/oidc`;
  const endpoints = await configurationOf(issuer);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const back = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const asked = new URLSearchParams({
    client_id: DEMO_CLIENT,
    response_type: 'code',
    redirect_uri: back,
    scope: 'openid email',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const person = demo?.person;
  const hint = person
    ? `\nAs the demo's ${person.name}: ${person.email}, password ${person.password}, code ${demoCode(person.secret)} now (the next one in half a minute).\n`
    : '';
  process.stdout.write(`Open in a browser:\n\n  ${endpoints.authorization_endpoint}?${asked}\n${hint}\n`);
  const code = await new Promise<string>((resolve, reject) => {
    setTimeout(() => reject(new Foreseen('Nobody signed in within ten minutes.')), WAIT_MS).unref();
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', back);
      if (pathname !== '/callback') return void response.writeHead(404).end();
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.setHeader('connection', 'close');
      const found = searchParams.get('code');
      const isOurs = searchParams.get('state') === state;
      response.end(
        found && isOurs ? 'You are signed in. Go back to the terminal.' : 'This did not work. Go back to the terminal.',
      );
      if (!isOurs) return;
      if (found) resolve(found);
      else
        reject(
          new Foreseen(`The provider answered: ${searchParams.get('error_description') ?? searchParams.get('error')}.`),
        );
    });
  });
  server.close();
  const answer = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: DEMO_CLIENT,
      redirect_uri: back,
      code,
      code_verifier: verifier,
    }),
  });
  const {
    access_token: token,
    expires_in: seconds,
    error_description: why,
  } = (await answer.json()) as Record<string, string>;
  if (!token) throw new Foreseen(`The provider gave no token: ${why ?? answer.status}.`);
  process.stdout.write(
    `Signed in for ${Number(seconds) / 3_600} hours. Send it as \`Authorization: Bearer TOKEN\`:\n\n${token}\n`,
  );
}

const demoFile = (): DemoFile => {
  try {
    return JSON.parse(readFileSync(join(homeFolder(), 'demo.json'), 'utf8')) as DemoFile;
  } catch {
    throw new Foreseen('No platform was started here: `npm start` first, or give the address of an issuer.');
  }
};

const configurationOf = async (issuer: string): Promise<Endpoints> => {
  try {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(10_000) });
    return (await answer.json()) as Endpoints;
  } catch (error) {
    throw new Foreseen(`${issuer} does not answer: ${messageOf(error)}.`);
  }
};

void runProgram(signIn);
