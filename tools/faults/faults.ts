/** `npm run faults -- NAME…` makes faults on a platform of its own while partners file, counts, and ends with a table; without a name it lists them. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coloured, headline, tell } from '../demo/narrator';
import { Foreseen, messageOf, runProgram } from '../infrastructure/failure';
import { ROOT } from '../platform/home';
import { anyOf, chanceFrom } from './chance';
import { FAULTS } from './catalogue';
import { type Fault, titleOf } from './fault';
import { runFaults, type Outcome } from './run';
import { type Needs, Stage } from './stage';
import { brokenPromises, emptyRow, rowOf, tableOf } from './verdict';

const PER_SECOND = 8;
const PATIENCE_MS = 75_000;
/** Of what went wrong so many are told. */
const EXAMPLES = 5;

interface Asked {
  readonly runs: readonly (readonly Fault[])[];
  readonly seed: number;
  readonly perSecond: number;
}

const list = (): string => {
  const width = Math.max(...FAULTS.map(({ name }) => name.length));
  const line = (fault: Fault): string =>
    `  ${fault.name.padEnd(width)}  ${titleOf(fault)}${fault.missing?.() ? `; not on this machine: ${fault.missing()}` : ''}`;
  return [
    'Faults, made on a platform of its own while partners file: `npm run faults -- NAME…`, `-- all`, or two at once: `-- NAME+NAME`, `-- pair --seed 77`',
    '',
    ...FAULTS.map(line),
    '',
  ].join('\n');
};

const faultNamed = (name: string): Fault => {
  const found = FAULTS.find((fault) => fault.name === name);
  if (!found) throw new Foreseen(`There is no fault "${name}": \`npm run faults\` lists them.`);
  return found;
};

/** @throws Foreseen with what is wrong with the command */
const asked = (words: readonly string[]): Asked => {
  const names: string[] = [];
  const numbers: Record<string, number> = {
    '--seed': Math.floor(Math.random() * 100_000),
    '--rate': PER_SECOND,
    '--pairs': 1,
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (!word.startsWith('--')) names.push(word);
    else if (!(word in numbers) || !/^\d+$/.test(words[at + 1] ?? ''))
      throw new Foreseen('Options are --seed NUMBER, --rate TRANSMISSIONS-A-SECOND and --pairs NUMBER.');
    else numbers[word] = Number(words[(at += 1)]);
  }
  const seed = numbers['--seed']!;
  const chance = chanceFrom(seed);
  const runs = names.flatMap((name): (readonly Fault[])[] => {
    if (name === 'all') return FAULTS.map((fault) => [fault]);
    if (name === 'pair') return Array.from({ length: numbers['--pairs']! }, () => pairBy(chance));
    return [name.split('+').map(faultNamed)];
  });
  return { runs, seed, perSecond: numbers['--rate']! };
};

/** Two different faults that can be made on this machine and on one platform. */
const pairBy = (chance: () => number): readonly Fault[] => {
  const possible = FAULTS.filter(
    ({ name, needs, alone, missing }) => name !== 'nothing' && !needs && !alone && !missing?.(),
  );
  const first = anyOf(possible, chance);
  return [
    first,
    anyOf(
      possible.filter((fault) => fault !== first),
      chance,
    ),
  ];
};

const nameOf = (faults: readonly Fault[]): string => faults.map(({ name }) => name).join(' + ');
const needsOf = (faults: readonly Fault[]): Needs => Object.assign({}, ...faults.map(({ needs }) => needs));

/** One platform after the other: the same for as long as it is whole and has the replicas that are needed. */
class Stages {
  private stage: Stage | null = null;
  private kind = '';
  private folder = '';

  constructor(private readonly keepsFolders: boolean) {}

  async for(faults: readonly Fault[]): Promise<Stage> {
    const needs = needsOf(faults);
    if (this.stage && this.kind === JSON.stringify(needs)) return this.stage;
    await this.strike();
    this.kind = JSON.stringify(needs);
    this.folder = mkdtempSync(join(tmpdir(), 'portway-faults-'));
    chmodSync(this.folder, 0o755);
    writeFileSync(join(this.folder, 'owner.pid'), `${process.pid}\n`);
    tell('platform', `is started in ${this.folder}`);
    this.stage = await Stage.set({
      home: join(this.folder, 'home'),
      cacheDir: join(ROOT, '.portway', 'cache'),
      needs,
      say: (line) => tell('platform', line),
    });
    return this.stage;
  }

  async strike(): Promise<void> {
    const { stage, folder } = this;
    this.stage = null;
    await stage?.strike();
    if (stage && !this.keepsFolders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const run = async (): Promise<number> => {
  const words = process.argv.slice(2);
  const { runs, seed, perSecond } = asked(words.filter((word) => word !== '--keep'));
  if (runs.length === 0) {
    process.stdout.write(`${list()}\n`);
    return 0;
  }
  const stages = new Stages(words.includes('--keep'));
  process.once('SIGINT', () => {
    process.stdout.write('\nBroken off: the platform of the harness is ended\n');
    void stages.strike().then(() => process.exit(130));
  });
  tell('faults', `${runs.length} to make, ${perSecond} transmissions a second, seed ${seed}`);
  const rows: string[][] = [];
  let kept = 0;
  let skipped = 0;
  for (const faults of runs) {
    headline(nameOf(faults));
    const missing = faults.map((fault) => fault.missing?.() ?? null).find((reason) => reason !== null);
    if (missing) {
      skipped += 1;
      tell('skipped', missing);
      rows.push(emptyRow(nameOf(faults), 'skipped'));
      continue;
    }
    try {
      const outcome = await runFaults(await stages.for(faults), faults, {
        seed,
        perSecond,
        patience: PATIENCE_MS,
        say: (what) => tell('faults', what),
      });
      const broken = brokenPromises(outcome);
      show(outcome, broken);
      rows.push(rowOf(outcome));
      if (broken.length === 0) kept += 1;
      // What it left behind must not count against the next one.
      else await stages.strike();
    } catch (error) {
      tell('faults', messageOf(error), 'red');
      rows.push(emptyRow(nameOf(faults), 'NOT RUN'));
      await stages.strike();
    }
  }
  await stages.strike();
  headline(`Seed ${seed}`);
  process.stdout.write(`${tableOf(rows)}\n\n`);
  headline(`${kept} of ${runs.length} kept${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return kept + skipped === runs.length ? 0 : 1;
};

const show = ({ sights, count, cleared }: Outcome, broken: readonly string[]): void => {
  const time = (seconds: number | null): string => (seconds === null ? 'never' : `${seconds.toFixed(1)} s`);
  const { accepted, notTaken, unanswered, lost, doubled, wrong, missed } = count;
  tell(
    'count',
    `${accepted} accepted, ${notTaken} not taken, ${unanswered.length} unanswered, ${lost.length} lost, ${doubled.length} doubled, ${wrong.length} told wrongly, ${missed} missed by cursor`,
  );
  for (const { fault, named, namedFirst, again, told } of sights) {
    if (told) tell('times', `${fault.name}: ${told}`);
    tell(
      'times',
      `${fault.name}: the page named it ${time(named)}${namedFirst ? ` (first ${namedFirst})` : ''}; answered again ${time(again)}`,
    );
  }
  tell('times', `all that waited was answered ${time(cleared)}`);
  for (const [what, sentences] of Object.entries({ unanswered, lost, doubled, wrong })) {
    for (const sentence of sentences.slice(0, EXAMPLES)) tell(what, sentence, 'red');
    if (sentences.length > EXAMPLES) tell(what, `and ${sentences.length - EXAMPLES} more`, 'red');
  }
  for (const sentence of broken) process.stdout.write(`  ${coloured('red', `NOT KEPT: ${sentence}`)}\n`);
};

if (require.main === module) void runProgram(run).then(() => process.exit());
