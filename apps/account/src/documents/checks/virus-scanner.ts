import { connect } from 'node:net';
import { Injectable } from '@nestjs/common';
import { AccountConfig } from '../../config/account.config';

/** What the scanner says; `away` where it does not: then nothing is known. */
export type ScanResult =
  | { readonly is: 'clean' }
  | { readonly is: 'virus'; readonly name: string }
  | { readonly is: 'away'; readonly why: string };

const PIECE_BYTES = 64 * 1024;
const WITHIN_MS = 30_000;

/** clamd, asked by INSTREAM (clamd(8)): pieces with their length before them, an empty one at the end. */
@Injectable()
export class VirusScanner {
  constructor(private readonly config: AccountConfig) {}

  get isSet(): boolean {
    return this.config.CLAMD !== '';
  }

  scan(content: Buffer): Promise<ScanResult> {
    const [host, port] = this.config.CLAMD.split(':');
    return new Promise((resolve) => {
      const socket = connect({ host: host!, port: Number(port), timeout: WITHIN_MS });
      const deadline = setTimeout(() => away(`it did not answer within ${WITHIN_MS / 1_000} s`), WITHIN_MS);
      const done = (result: ScanResult): void => {
        clearTimeout(deadline);
        socket.destroy();
        resolve(result);
      };
      const away = (why: string): void => done({ is: 'away', why });
      let answer = '';
      socket
        .on('error', ({ message }) => away(message))
        .on('timeout', () => away('it says nothing'))
        .on('data', (text) => {
          answer += text.toString('latin1');
          if (answer.includes('\0')) done(resultOf(answer.split('\0')[0]!));
        })
        .on('close', () => away(`it hung up after ${JSON.stringify(answer)}`))
        .on('connect', () => {
          socket.write('zINSTREAM\0');
          for (let at = 0; at < content.length; at += PIECE_BYTES) {
            const piece = content.subarray(at, at + PIECE_BYTES);
            const length = Buffer.alloc(4);
            length.writeUInt32BE(piece.length);
            socket.write(length);
            socket.write(piece);
          }
          socket.write(Buffer.alloc(4));
        });
    });
  }
}

const resultOf = (answer: string): ScanResult => {
  const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (found !== undefined) return { is: 'virus', name: found };
  // A limit of its own, or a fault: it has not said that there is nothing.
  return answer === 'stream: OK' ? { is: 'clean' } : { is: 'away', why: answer };
};
