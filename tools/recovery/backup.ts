/** `npm run backup` copies the databases of the running platform and keeps their log from then on; `-- --list` says what there is. */
import { Foreseen, runProgram } from '../infrastructure/failure';
import { homeFolder } from '../platform/home';
import { Backups } from './backups';
import { takeBackup } from './take-backup';

const KEEP = 7;
const USAGE = `Use: npm run backup                  copies the databases of the running platform, and keeps their log from then on
  or npm run backup -- --keep 14     as many backups stay, with the log since the oldest of them; ${KEEP} where nothing is said
  or npm run backup -- --list        the backups there are
Backups are in .portway/backups, or in the folder that PORTWAY_BACKUPS names, which \`npm start\` must be given too.`;

async function backup(): Promise<void> {
  const words = process.argv.slice(2);
  if (words[0] === '--list' && words.length === 1) return list();
  const keep = words[0] === '--keep' && words.length === 2 ? Number(words[1]) : words.length === 0 ? KEEP : Number.NaN;
  if (!Number.isInteger(keep) || keep < 1) throw new Foreseen(USAGE);
  const began = performance.now();
  const { folder, bytes, ended } = await takeBackup(homeFolder(), { keep, say });
  say(`${megabytes(bytes)} MB are in ${folder} and read back without a fault (${seconds(began)} s)`);
  say(`\`npm run restore -- --to INSTANT\` puts everything back to any instant from ${ended} on`);
}

function list(): void {
  const backups = Backups.of(homeFolder());
  const all = backups.list();
  if (all.length === 0) say(`there is none in ${backups.folder}`);
  for (const { folder, ended, bytes } of all) say(`${ended}  ${megabytes(bytes)} MB  ${folder}`);
}

const say = (line: string): void => void process.stdout.write(`  ${line}\n`);
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
const seconds = (began: number): string => ((performance.now() - began) / 1_000).toFixed(1);

void runProgram(backup);
