interface Queue {
  next(): string | undefined;
  ended(file: string): string | undefined;
  readonly running: boolean;
}
const FileQueue =
  jest.requireActual<new (files: string[], trackOf: (file: string) => string | undefined) => Queue>('./file-queue.cjs');
/** `drill.e2e` on the track of the platform that is shared, `faults.own` on that of those with one of their own. */
const queueOf = (...files: string[]): Queue => new FileQueue(files, (file) => /\.(e2e|own)$/.exec(file)?.[1]);

describe('the queue of test files', () => {
  it('lets one file of the platform run at a time, and others beside it', () => {
    const queue = queueOf('a.real', 'drill.e2e', 'b.real', 'faults.e2e');
    expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual([
      'drill.e2e',
      'a.real',
      'b.real',
      undefined,
    ]);
    queue.ended('drill.e2e');
    expect([queue.next(), queue.next()]).toEqual(['faults.e2e', undefined]);
  });

  it('hands each file out once, those of the platform as soon as the one before has ended', () => {
    const queue = queueOf('a.real', 'b.real', 'drill.e2e', 'faults.e2e');
    const begun = [queue.next(), queue.next()];
    queue.ended('drill.e2e');
    begun.push(queue.next());
    queue.ended('faults.e2e');
    begun.push(queue.next(), queue.next());
    expect(begun).toEqual(['drill.e2e', 'a.real', 'faults.e2e', 'b.real', undefined]);
  });

  it('lets one that brings a platform of its own run beside one of the shared platform', () => {
    const queue = queueOf('a.real', 'drill.e2e', 'faults.own', 'gate.e2e', 'degradation.own');
    expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual([
      ...['drill.e2e', 'faults.own', 'a.real', undefined],
    ]);
    queue.ended('faults.own');
    expect([queue.next(), queue.next()]).toEqual(['degradation.own', undefined]);
  });

  it('says when the platform is not needed any more: with the last file of it, and with no other', () => {
    const queue = queueOf('a.real', 'drill.e2e', 'faults.e2e', 'degradation.own');
    for (const [file, last] of [
      ['drill.e2e', undefined],
      ['degradation.own', 'own'],
      ['a.real', undefined],
    ] as const) {
      expect(queue.next()).toBe(file);
      if (file !== 'drill.e2e') expect(queue.ended(file)).toBe(last);
    }
    expect(queue.running).toBe(true);
    expect(queue.ended('drill.e2e')).toBeUndefined();
    expect(queue.running).toBe(false);
    expect(queue.next()).toBe('faults.e2e');
    expect(queue.ended('faults.e2e')).toBe('e2e');
  });
});
