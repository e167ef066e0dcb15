import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allContracts } from '#contracts';
import { LIVES } from './life-cycles';

const APPS = resolve(__dirname, '../../apps');

test('every life cycle of every service stands on the page of life cycles', () => {
  const written = readdirSync(APPS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.states.ts'))
    .flatMap((name) => readFileSync(join(APPS, name), 'utf8').match(/= lifeCycle\b/g) ?? []);
  expect(LIVES).toHaveLength(written.length);
});

describe.each(LIVES)('The life of $of', ({ life, owner }) => {
  test('has no dead end, no state that is never reached and no event that leads to two states', () => {
    expect(life.faults()).toEqual([]);
  });

  test(`sends only messages that are ${owner}'s own`, () => {
    const own = allContracts.filter((contract) => contract.owner === owner).map(({ type }) => type);
    for (const { says } of life.transitions) expect(own).toEqual(expect.arrayContaining([...says]));
  });
});
