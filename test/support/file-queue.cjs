/** Test files in the order in which they are run. Those of a kind come first, one of each kind at a time; those of no kind run beside them. */
module.exports = class FileQueue {
  /**
   * @param files in their order
   * @param {(file: unknown) => string | undefined} kindOf a file of which no other of its kind may run at the same time; undefined for all others
   */
  constructor(files, kindOf) {
    this.kindOf = kindOf;
    this.others = files.filter((file) => kindOf(file) === undefined);
    this.kinds = new Map();
    for (const file of files) {
      const kind = kindOf(file);
      if (kind === undefined) continue;
      if (!this.kinds.has(kind)) this.kinds.set(kind, { waiting: [], running: undefined });
      this.kinds.get(kind).waiting.push(file);
    }
  }

  /** How many of a kind run now. */
  get running() {
    return [...this.kinds.values()].filter(({ running }) => running !== undefined).length;
  }

  /** What may begin now; undefined when nothing may, or nothing is left. */
  next() {
    for (const kind of this.kinds.values())
      if (kind.running === undefined && kind.waiting.length > 0) return (kind.running = kind.waiting.shift());
    return this.others.shift();
  }

  /** @returns {string | undefined} the kind of which it was the last */
  ended(file) {
    const name = this.kindOf(file);
    const kind = this.kinds.get(name);
    if (kind?.running !== file) return undefined;
    kind.running = undefined;
    return kind.waiting.length === 0 ? name : undefined;
  }
};
