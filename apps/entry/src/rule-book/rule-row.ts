/** One place of a filing where a rule is broken. */
export interface Finding {
  readonly recordIndex: number | null;
  /** JSON pointer. */
  readonly at: string;
  readonly field: string | null;
  readonly detail?: string;
  /** Only where the finding is not at the record of the rule. */
  readonly record?: string;
}

type Value<F, C> = (filing: F, at: string, context: C) => unknown;

/**
 * A step of a remedy as data, done in order. `set` writes the value, `add` appends it to the list, `remove` takes the item out of its list or empties the field.
 * `at` is a JSON pointer from the filing, or (`../name`) from the place of the finding; left out, it is that place.
 */
export type MendOf<F, C> =
  | {
      readonly do: 'set' | 'add';
      readonly at?: string;
      readonly to: string | number | readonly unknown[] | Value<F, C>;
    }
  | { readonly do: 'remove'; readonly at?: string };

/** A rule of a guide as a row: what it is called, what to do, where it is written, the record it is about, and where a filing breaks it. */
export interface RuleRow<Code extends string, F, C> {
  /** One of CBP's published table where it has one, else Portway's own: with P in a cargo release, with W in an entry summary. */
  readonly code: Code;
  readonly text: string;
  readonly remedy: string;
  /** Page of the guide; text where the rule is written elsewhere. */
  readonly page: number | string;
  readonly record: string;
  /** What it judges, by the names of the record's layout. */
  readonly fields?: readonly string[];
  /** The remedy in steps; left out where somebody else must act first, such as the importer. */
  readonly mend?: readonly MendOf<F, C>[];
}
