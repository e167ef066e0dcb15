import { join, relative } from 'node:path';
import { homeFolder } from '../platform/home';
import { appendLog } from './logs';

/**
 * A failure that was foreseen: its message is one sentence for the person at the keyboard, saying what is wrong and
 * what to do.
 */
export class Foreseen extends Error {
  override readonly name = 'Foreseen';
}

/** A server cannot listen where it was to: a stranger took the port. Another one may do. */
export class PortTaken extends Foreseen {}

/** A server showed no sign of progress any more and was ended. Another attempt may do. */
export class TimedOut extends Foreseen {}

/** Runs a program; a failure ends it with one sentence on the screen and exit code 1. Nobody who listens any more is no failure. */
// biome-ignore lint/suspicious/noConfusingVoidType: a program that ends well need not say so
export async function runProgram(program: () => Promise<number | void>): Promise<void> {
  outliveOutput();
  try {
    process.exitCode = (await program()) ?? 0;
  } catch (error) {
    showFailure(error);
    process.exitCode = 1;
  }
}

/** The reader of our output may leave (`| head -3`, a closed terminal) or its disk fill up: the work goes on, unseen. */
function outliveOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
}

/** Tells a failure on the screen: a foreseen one as it is, any other in one sentence while its trace goes to the log. */
export function showFailure(error: unknown): void {
  process.stderr.write(`\n${error instanceof Foreseen ? error.message : unforeseen(error)}\n`);
}

function unforeseen(error: unknown): string {
  const [reason] = messageOf(error).split('\n');
  const file = join(homeFolder(), 'logs', 'platform.log');
  try {
    appendLog(file, `${new Date().toISOString()} ${error instanceof Error ? error.stack : String(error)}\n`);
    return `Portway failed unexpectedly: ${reason} (where it happened is in ${relative(process.cwd(), file)}).`;
  } catch (second) {
    return `Portway failed unexpectedly: ${reason} (and ${file} cannot be written: ${messageOf(second)}).`;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
