import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../platform/home';

/** TypeScript in the form of the project. */
export const format = (source: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const program = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const child = spawn(process.execPath, [program, 'format', '--stdin-file-path=types.ts'], { cwd: ROOT });
    let out = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (complaint += piece));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(complaint))));
    child.stdin.end(source);
  });
