/** One figure of a run that is kept. Those that are compared with others measured in the same run say so by `of`. */
export interface KeptFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'a second' | 'ms' | 'µs' | 'rows' | 'minutes' | 'times';
  /** What it may be at most, or has to be at least. */
  readonly goal?: { readonly most: number } | { readonly least: number };
}

export interface KeptRun {
  readonly scenario: string;
  /** The day, as 2026-11-30. */
  readonly day: string;
  readonly version: string;
  readonly machine: string;
  /** How much else ran when it began: the load average of one minute. */
  readonly load: number;
  readonly figures: readonly KeptFigure[];
}
