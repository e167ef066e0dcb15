interface Queue {
  readonly running: number;
  next(): string | undefined;
  ended(file: string): string | undefined;
}
const FileQueue =
  jest.requireActual<new (files: string[], kindOf: (file: string) => string | undefined) => Queue>('./file-queue.cjs');
const queueOf = (...files: string[]): Queue => new FileQueue(files, (file) => /^(own|shared)/.exec(file)?.[0]);

describe('the queue of test files', () => {
  it('lets one file of a kind run at a time, and others beside it', () => {
    const queue = queueOf('a.real', 'own drill', 'b.real', 'own faults');
    expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual([
      'own drill',
      'a.real',
      'b.real',
      undefined,
    ]);
    queue.ended('own drill');
    expect([queue.next(), queue.next()]).toEqual(['own faults', undefined]);
  });

  it('lets one of each kind run at once', () => {
    const queue = queueOf('shared pages', 'a.real', 'own faults', 'shared road');
    expect([queue.running, queue.next(), queue.next(), queue.running]).toEqual([0, 'shared pages', 'own faults', 2]);
    expect([queue.next(), queue.next()]).toEqual(['a.real', undefined]);
    queue.ended('shared pages');
    expect([queue.running, queue.next(), queue.next()]).toEqual([1, 'shared road', undefined]);
  });

  it('hands each file out once, those of a kind as soon as the one before has ended', () => {
    const queue = queueOf('a.real', 'b.real', 'own drill', 'own faults');
    const begun = [queue.next(), queue.next()];
    queue.ended('own drill');
    begun.push(queue.next());
    queue.ended('own faults');
    begun.push(queue.next(), queue.next());
    expect(begun).toEqual(['own drill', 'a.real', 'own faults', 'b.real', undefined]);
  });

  it('says when a kind is over: with the last file of it, and with no other', () => {
    const queue = queueOf('a.real', 'shared drill', 'shared pages', 'own faults');
    for (const [file, kind] of [
      ['shared drill', undefined],
      ['shared pages', 'shared'],
      ['own faults', 'own'],
      ['a.real', undefined],
    ] as const) {
      expect(queue.next()).toBe(file);
      expect(queue.ended(file)).toBe(kind);
    }
  });
});
