import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** What the script says and answers where a builder makes images with these ids, one after the other. */
const built = (ids: readonly string[], ...words: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  const [told, left] = [join(folder, 'told'), join(folder, 'ids')];
  writeFileSync(left, ids.map((id) => `${id}\n`).join(''));
  const builder = `#!/bin/sh
if [ "$1" = build ]; then
  for folder; do :; done
  echo "$*: $(ls -a "$folder" | grep -c '^.git$') $(find "$folder" -maxdepth 1 -name package.json | wc -l)" >> ${told}
else
  head -1 ${left} && sed -i 1d ${left}
fi
`;
  writeFileSync(join(folder, 'podman'), builder, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, NODE_IMAGE: 'node@sha256:1' };
  const { status, stdout } = spawnSync('sh', ['tools/docker/image.sh', ...words], { cwd: ROOT, env, encoding: 'utf8' });
  return { status, stdout, told: readFileSync(told, 'utf8').trim().split('\n') };
};

describe('The image of a commit', () => {
  test('is built from what is committed, from nothing, with the time of the commit on every file', () => {
    const { status, stdout, told } = built(['one'], 'portway:1');
    expect([status, stdout, told]).toEqual([
      0,
      'one\n',
      [
        expect.stringMatching(
          /^build --no-cache --timestamp \d{10} --build-arg NODE_IMAGE=node@sha256:1 --tag portway:1 \S+: 0 1$/,
        ),
      ],
    ]);
  });

  test('is built twice where that is asked for, and two that differ are no success', () => {
    const same = built(['one', 'one'], 'portway:1', '--twice');
    expect([same.status, same.stdout, same.told.length]).toEqual([0, 'one\nThe second build is the same.\n', 2]);
    expect(built(['one', 'two'], 'portway:1', '--twice').status).toBe(1);
  });
});
