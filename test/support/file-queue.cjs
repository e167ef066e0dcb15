/**
 * Test files in the order in which they are run. What stands on one track runs one at a time; the first of each track comes first, and what stands on none
 * runs beside them.
 */
module.exports = class FileQueue {
  /** @param {(file: unknown) => string | undefined} trackOf */
  constructor(files, trackOf) {
    this.trackOf = trackOf;
    this.others = files.filter((file) => trackOf(file) === undefined);
    this.tracks = new Map();
    for (const file of files) {
      const name = trackOf(file);
      if (name === undefined) continue;
      const track = this.tracks.get(name) ?? { files: [], running: undefined };
      track.files.push(file);
      this.tracks.set(name, track);
    }
  }

  /** What may begin now; undefined when nothing may, or nothing is left. */
  next() {
    const free = [...this.tracks.values()].find(({ files, running }) => running === undefined && files.length > 0);
    if (!free) return this.others.shift();
    free.running = free.files.shift();
    return free.running;
  }

  get running() {
    return [...this.tracks.values()].some(({ running }) => running !== undefined);
  }

  /** @returns the track of which it was the last */
  ended(file) {
    const name = this.trackOf(file);
    const track = this.tracks.get(name);
    if (!track) return undefined;
    track.running = undefined;
    return track.files.length === 0 ? name : undefined;
  }
};
