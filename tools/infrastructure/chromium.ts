import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { librariesIn, onPath, unpackDebian } from './debian-packages';
import { Foreseen, messageOf } from './failure';

/** The browser that pages are tried in, and what its environment needs so that it finds its libraries. */
export interface ChromiumProgram {
  executable: string;
  env: Record<string, string>;
}

/** Hardware and desktop services that a browser without a screen does without. */
const UNUSED = /^(xdg-utils|libgtk-3-common|chromium-sandbox|upower|notification-daemon)/;

/** Folders in which Debian keeps libraries of one program, whose path it writes into that. */
const PRIVATE = ['pulseaudio'];

/** The machine's own Chromium; else Debian's package, fetched once with apt and unpacked under `cacheDir`. @throws Foreseen */
export async function findChromium(cacheDir: string, say: (line: string) => void): Promise<ChromiumProgram> {
  const installed = onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
  if (installed) return { executable: installed, env: {} };
  const root = join(resolve(cacheDir), 'chromium');
  if (!existsSync(join(root, 'complete'))) {
    try {
      await unpackDebian('chromium', {
        target: root,
        what: 'Chromium is not installed: fetching its Debian packages once (about 110 MB)',
        needed: (name) => !UNUSED.test(name),
        say,
      });
    } catch (error) {
      throw new Foreseen(
        `Chromium is not installed and could not be fetched (${messageOf(error)}): install it, for example \`apt-get install chromium\`.`,
      );
    }
  }
  const fonts = join(root, 'etc', 'fonts');
  return {
    executable: join(root, 'usr', 'lib', 'chromium', 'chromium'),
    env: {
      LD_LIBRARY_PATH: librariesIn(root)
        .split(':')
        .flatMap((folder) => [folder, ...PRIVATE.map((name) => join(folder, name))])
        .join(':'),
      ...(existsSync(fonts) && { FONTCONFIG_PATH: fonts }),
    },
  };
}
