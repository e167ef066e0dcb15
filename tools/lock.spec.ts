import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface LockEntry {
  optionalDependencies?: Record<string, string>;
  integrity?: string;
  resolved?: string;
}

const lock = JSON.parse(readFileSync(resolve(__dirname, '..', 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry> };

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
});
