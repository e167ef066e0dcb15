/** So many at once, the others in the order in which they came. */
export class AtOnce {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly most: number) {}

  async do<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await new Promise<void>((next) => this.waiting.push(next));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
