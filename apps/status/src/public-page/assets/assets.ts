import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Asset {
  readonly body: Buffer;
  readonly type: string;
}

const FONTS = [
  'source-sans-pro/sourcesanspro-regular-webfont.woff2',
  'source-sans-pro/sourcesanspro-bold-webfont.woff2',
  'source-sans-pro/sourcesanspro-italic-webfont.woff2',
  'merriweather/Latin-Merriweather-Regular.woff2',
  'merriweather/Latin-Merriweather-Bold.woff2',
  'roboto-mono/roboto-mono-v5-latin-regular.woff2',
];
const ICONS = ['info', 'warning', 'error', 'check_circle', 'add', 'remove', 'expand_more', 'unfold_more'];

const load = (): Map<string, Asset> => {
  const assets = new Map<string, Asset>();
  const ours = (name: string, type: string): void =>
    void assets.set(name, { body: readFileSync(join(__dirname, basename(name))), type });
  ours('status-page.css', 'text/css; charset=utf-8');
  ours('status-page.js', 'text/javascript; charset=utf-8');
  ours('status-copy.js', 'text/javascript; charset=utf-8');
  // The places are those in which the stylesheet looks for them.
  const ofUswds = (name: string, type: string): void =>
    void assets.set(name, { body: readFileSync(require.resolve(`@uswds/uswds/${name}`)), type });
  ofUswds('css/uswds.min.css', 'text/css; charset=utf-8');
  for (const font of FONTS) ofUswds(`fonts/${font}`, 'font/woff2');
  for (const icon of ICONS)
    assets.set(`img/usa-icons/${icon}.svg`, {
      body: readFileSync(require.resolve(`@uswds/uswds/img/usa-icons/${icon}.svg`)),
      type: 'image/svg+xml',
    });
  return assets;
};

/** The styles of the U.S. Web Design System, the fonts and icons of them that our pages use, and the page's own style and script. */
export const ASSETS: ReadonlyMap<string, Asset> = load();

/** Part of their addresses, so that a browser keeps them for ever and still gets the new ones of a new release. */
export const ASSETS_VERSION = [...ASSETS]
  .reduce((hash, [name, { body }]) => hash.update(name).update(body), createHash('sha256'))
  .digest('hex')
  .slice(0, 12);

export const assetAddress = (name: string): string => `/status/assets/${ASSETS_VERSION}/${name}`;
