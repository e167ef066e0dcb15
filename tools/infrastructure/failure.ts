/**
 * A failure that was foreseen: its message is one sentence for the person at the keyboard, saying what is wrong and
 * what to do. It is shown without a stack trace.
 */
export class Foreseen extends Error {
  override readonly name = 'Foreseen';
}

/** Runs a program; foreseen failures end it with their sentence and exit code 1, all others keep their trace. */
export async function runProgram(program: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await program()) ?? 0;
  } catch (error) {
    process.stderr.write(`\n${error instanceof Foreseen ? error.message : String((error as Error)?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
