import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf } from './base-backup';

const sum = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('A copy of a server’s folder, compared with the list of its files', () => {
  let folder: string;
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portway-copy-'));
    for (const name of ['base', 'pg_wal']) mkdirSync(join(folder, name));
    write('base/16384', 'rows');
    write('postgresql.auto.conf', 'its own');
    write('pg_wal/000000010000000000000002', 'log');
    const list = `{ "PostgreSQL-Backup-Manifest-Version": 2,
"Files": [
{ "Path": "base/16384", "Size": 4, "Checksum-Algorithm": "SHA256", "Checksum": "${sum('rows')}" },
{ "Path": "postgresql.auto.conf", "Size": 5, "Checksum-Algorithm": "SHA256", "Checksum": "${sum('other')}" }
],
"WAL-Ranges": [
{ "Timeline": 1, "Start-LSN": "0/2000028", "End-LSN": "0/2000120" }
],
`;
    write('backup_manifest', `${list}"Manifest-Checksum": "${sum(list)}"}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('has no faults when it is as the server sent it; settings that are the copy’s own may differ', async () => {
    expect(await faultsOf(folder)).toEqual([]);
  });

  test.each<[string, () => void, string]>([
    ['a changed byte', () => write('base/16384', 'rovs'), 'base/16384 is damaged'],
    ['a file cut short', () => write('base/16384', 'ro'), 'base/16384 has 2 bytes, not 4'],
    ['a missing file', () => rmSync(join(folder, 'base/16384')), 'base/16384 is missing'],
    ['a file too much', () => write('base/1', ''), 'base/1 is too much'],
    [
      'missing log',
      () => rmSync(join(folder, 'pg_wal/000000010000000000000002')),
      'pg_wal/000000010000000000000002 is missing',
    ],
    ['a changed list', () => appendFileSync(join(folder, 'backup_manifest'), ' x'), 'backup_manifest is damaged'],
    ['no list', () => rmSync(join(folder, 'backup_manifest')), 'backup_manifest is missing'],
  ])('%s is told', async (_, damage, told) => {
    damage();
    expect(await faultsOf(folder)).toEqual([told]);
  });
});
