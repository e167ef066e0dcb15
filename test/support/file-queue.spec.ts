interface Queue {
  next(): string | undefined;
  ended(file: string): boolean;
}
const FileQueue =
  jest.requireActual<new (files: string[], isAlone: (file: string) => boolean) => Queue>('./file-queue.cjs');
const queueOf = (...files: string[]): Queue => new FileQueue(files, (file) => file.endsWith('.e2e'));

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

  it('says when the platform is not needed any more: with the last file of it, and with no other', () => {
    const queue = queueOf('a.real', 'drill.e2e', 'faults.e2e');
    for (const [file, isLast] of [
      ['drill.e2e', false],
      ['faults.e2e', true],
      ['a.real', false],
    ] as const) {
      expect(queue.next()).toBe(file);
      expect(queue.ended(file)).toBe(isLast);
    }
  });
});
