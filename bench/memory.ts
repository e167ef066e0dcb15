import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Foreseen } from '../tools/infrastructure/failure';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { ROOT } from '../tools/platform/home';
import { PASSWORD, SENDERS, startGatewayAlone } from './gateway-alone';

const BYTES = 100 * 1024 * 1024;
/** Senders whose password is wrong: what they send is stored and answered, without 60,000 filings each. */
const WITHOUT_FILINGS = 4;

export interface MemoryFigures {
  readonly senders: number;
  readonly megabytesEach: number;
  readonly idleMegabytes: number;
  readonly mostMegabytes: number;
  /** How each was answered, sent again while it was told to. */
  readonly answers: readonly string[];
  readonly toldToComeAgain: number;
  readonly seconds: number;
}

const peakMegabytes = (pid: number, what: 'VmHWM' | 'VmRSS'): number =>
  Math.round(
    Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  );

/** One transmission of 100 MB: as many blocks of one release as go into it. */
const transmission = (password: string): Buffer => {
  const lines = readFileSync(join(ROOT, 'docs/partners/samples/cargo-release.abi'), 'latin1')
    .replace('PASSWD', password)
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.padEnd(80));
  const [head, tail] = [`${lines[0]}\n`, `${lines.at(-1)}\n`];
  const block = `${lines.slice(1, -1).join('\n')}\n`;
  return Buffer.from(
    head + block.repeat(Math.floor((BYTES - head.length - tail.length) / block.length)) + tail,
    'latin1',
  );
};

const post = (url: string, key: string, body: Buffer): Promise<{ status: number; retryAfter: number; text: string }> =>
  new Promise((resolve) => {
    const sending = request(
      `${url}/abi`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'text/plain', 'content-length': body.length },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers['retry-after'] ?? 1), text });
          sending.destroy();
        });
      },
    );
    // Who is refused in the middle may find the connection closed before the answer is read.
    sending.on('error', (error) => resolve({ status: 0, retryAfter: 1, text: error.message }));
    sending.end(body);
  });

/**
 * What the gateway needs while five accounts send 100 MB each at the same moment.
 *
 * @param room BODY_BYTES of the gateway: what a container of a certain size leaves for bodies
 */
export const measureMemory = async (
  postgres: PostgresServer,
  room: number,
  say: (line: string) => void,
): Promise<MemoryFigures> => {
  const { gateway, url, keys } = await startGatewayAlone(postgres, { BODY_BYTES: String(room) });
  const died = once(gateway, 'exit').then(() => {
    throw new Foreseen('The gateway died.');
  });
  died.catch(() => undefined);
  try {
    const idleMegabytes = peakMegabytes(gateway.pid!, 'VmRSS');
    say(`${SENDERS} accounts send ${BYTES / 1024 / 1024} MB each at the same moment`);
    const [right, wrong] = [transmission(PASSWORD), transmission('WRONG1')];
    const began = performance.now();
    let toldToComeAgain = 0;
    const send = async (key: string, n: number): Promise<string> => {
      for (;;) {
        const { status, retryAfter, text } = await post(url, key, n < WITHOUT_FILINGS ? wrong : right);
        if (status !== 503 && status !== 429 && status !== 0)
          return `${status} ${/"disposition":"([^"]*)"/.exec(text)?.[1] ?? text}`;
        toldToComeAgain += 1;
        await new Promise((resolve) => setTimeout(resolve, retryAfter * 1_000));
      }
    };
    const answers = await Promise.race([Promise.all(keys.map(send)), died]);
    const mostMegabytes = peakMegabytes(gateway.pid!, 'VmHWM');
    return {
      senders: SENDERS,
      megabytesEach: BYTES / 1024 / 1024,
      idleMegabytes,
      mostMegabytes,
      answers,
      toldToComeAgain,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    gateway.kill();
  }
};
