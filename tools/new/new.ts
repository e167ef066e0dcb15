import { Foreseen, runProgram } from '../infrastructure/failure';
import { ROOT } from '../platform/home';
import { newService } from './new-service';

const USAGE = 'Use: npm run new -- service NAME   (what it makes, and what is left to you: docs/developers/adding.md)';

async function make(): Promise<void> {
  const [kind, name, ...more] = process.argv.slice(2);
  if (kind !== 'service' || !name || more.length > 0) throw new Foreseen(USAGE);
  const { changed, made } = newService(name, ROOT);
  process.stdout.write(
    `${[
      `Made ${made.join(', ')}`,
      `and a line or a block in ${changed.join(', ')}.`,
      'Now: npm run generate, npm test, npm start. What it listens to, who may ask it, and what its being away means is yours to say: docs/developers/adding.md.',
    ].join('\n')}\n`,
  );
}

void runProgram(make);
