import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiving, givenBack, piecesOf } from './log-archive';

const PIECE = '00000001000000000000000A';

describe("The archive of a server's log", () => {
  let folder: string;
  const archive = (): string => join(folder, "the broker's log");
  const piece = (): string => join(folder, PIECE);
  const run = (command: string, path = piece()): void =>
    void execFileSync('sh', ['-c', command.replaceAll('%f', PIECE).replaceAll('%p', path)], { stdio: 'ignore' });
  const keep = (): void => run(archiving(archive())['archive_command']!);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portway-log-'));
    writeFileSync(piece(), 'what was done');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('takes nothing before the first backup made its folder, and holds nothing up', () => {
    keep();
    expect(existsSync(archive())).toBe(false);
  });

  test('gives back what it took, whole', () => {
    mkdirSync(archive());
    keep();
    run(givenBack(archive())['restore_command']!, join(folder, 'back'));
    expect(readFileSync(join(folder, 'back'), 'utf8')).toBe('what was done');
  });

  test('takes the same piece twice, and refuses another one of the same name', () => {
    mkdirSync(archive());
    keep();
    keep();
    writeFileSync(piece(), 'something else');
    expect(keep).toThrow();
  });

  test('says that it has not what it has not', () => {
    mkdirSync(archive());
    expect(() => run(givenBack(archive())['restore_command']!, join(folder, 'back'))).toThrow();
  });

  test('names the pieces between two places as PostgreSQL does', () => {
    expect(piecesOf(1, '0/FE000028', '1/1000100')).toEqual([
      '0000000100000000000000FE',
      '0000000100000000000000FF',
      '000000010000000100000000',
      '000000010000000100000001',
    ]);
    expect(piecesOf(18, '2A/0', '2A/0')).toEqual(['000000120000002A00000000']);
  });
});
