import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onPath, unpackDebian } from './debian-packages';
import { Foreseen, messageOf } from './failure';

/** Prometheus, and what tries its rules. */
export interface PrometheusProgram {
  readonly prometheus: string;
  readonly promtool: string;
}

/** The machine's own Prometheus; else Debian's package, fetched once with apt and unpacked under `cacheDir`. @throws Foreseen */
export async function findPrometheus(cacheDir: string, say: (line: string) => void): Promise<PrometheusProgram> {
  const [prometheus, promtool] = [onPath('prometheus'), onPath('promtool')];
  if (prometheus && promtool) return { prometheus, promtool };
  const root = join(resolve(cacheDir), 'prometheus');
  if (!existsSync(join(root, 'complete'))) {
    try {
      await unpackDebian('prometheus', {
        target: root,
        what: 'Prometheus is not installed: fetching its Debian package once (about 20 MB)',
        // The rest is for its old pages.
        needed: (name) => name === 'prometheus',
        say,
      });
    } catch (error) {
      throw new Foreseen(
        `Prometheus is not installed and could not be fetched (${messageOf(error)}): install it, for example \`apt-get install prometheus\`.`,
      );
    }
  }
  return { prometheus: join(root, 'usr/bin/prometheus'), promtool: join(root, 'usr/bin/promtool') };
}
