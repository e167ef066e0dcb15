import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const APPS = resolve(__dirname, '..', 'apps');
const SUFFIXES = ['.ts', '/index.ts'];

type Edges = Map<string, Map<string, string>>;

/** From folder to folder, with one import that makes the edge. Type-only imports count: who reads one must read the other. */
const foldersOf = (source: string): Edges => {
  const edges: Edges = new Map();
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(spec|real-spec|fixture)\.ts$/.test(name))
    .map((name) => join(source, name));
  for (const file of files) {
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const target = SUFFIXES.map((suffix) => resolve(dirname(file), fileName) + suffix).find((name) =>
        existsSync(name),
      );
      if (!target) continue;
      const [from, to] = [relative(source, dirname(file)), relative(source, dirname(target))];
      if (from === to) continue;
      const known = edges.get(from) ?? edges.set(from, new Map()).get(from)!;
      known.set(to, `${relative(source, file)} imports ${relative(source, target)}`);
    }
  }
  return edges;
};

/** The first way found that leads from a folder back to it, import by import. */
const circleOf = (edges: Edges): string[] | null => {
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (folder: string): string[] | null => {
    if (way.includes(folder)) {
      const round = [...way.slice(way.indexOf(folder)), folder];
      return round.slice(1).map((to, index) => edges.get(round[index]!)!.get(to)!);
    }
    if (done.has(folder)) return null;
    way.push(folder);
    for (const to of edges.get(folder)?.keys() ?? []) {
      const circle = walk(to);
      if (circle) return circle;
    }
    way.pop();
    done.add(folder);
    return null;
  };
  for (const folder of edges.keys()) {
    const circle = walk(folder);
    if (circle) return circle;
  }
  return null;
};

describe('Rooms of a service', () => {
  test.each(readdirSync(APPS))('%s: no folder needs another that needs it, by a type neither', (app) => {
    expect(circleOf(foldersOf(join(APPS, app, 'src')))).toBeNull();
  });

  test('a circle of folders is found and told import by import', () => {
    const edges: Edges = new Map([
      ['gate', new Map([['mailbox', 'gate/a.ts imports mailbox/b.ts']])],
      ['mailbox', new Map([['gate', 'mailbox/b.ts imports gate/a.ts']])],
    ]);
    expect(circleOf(edges)).toEqual(['gate/a.ts imports mailbox/b.ts', 'mailbox/b.ts imports gate/a.ts']);
  });
});
