/** Test files in the order in which they are run. Those that must be alone among their kind come first, one at a time; the others run beside them. */
module.exports = class FileQueue {
  constructor(files, isAlone) {
    this.isAlone = isAlone;
    this.alone = files.filter(isAlone);
    this.others = files.filter((file) => !isAlone(file));
    this.running = undefined;
  }

  /** What may begin now; undefined when nothing may, or nothing is left. */
  next() {
    if (this.running || this.alone.length === 0) return this.others.shift();
    this.running = this.alone.shift();
    return this.running;
  }

  /** @returns whether it was the last of its kind */
  ended(file) {
    if (file !== this.running) return false;
    this.running = undefined;
    return this.alone.length === 0;
  }
};
