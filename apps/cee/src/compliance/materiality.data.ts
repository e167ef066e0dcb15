import type { Effective } from '#reference';
import type { SlipKind } from './slip.rules';

/**
 * From when on a slip is worth weighing a penalty. The law names no figure: clerical errors and mistakes of fact are no violations unless they are part of a pattern of negligent
 * conduct (19 U.S.C. 1592(a)(2)); what one is, is the platform's own rule. Whether there is a penalty is decided by the port's FP&F officer (19 CFR part 171).
 */
export interface MaterialityRule extends Effective {
  readonly kind: SlipKind;
  /** Wrong duty, or duty that came late, in cents: up to so much is small. */
  readonly smallCents: number;
  /** The same as a share of the entry's duty, in hundredths of a percent; null where the share says nothing. */
  readonly smallShare: number | null;
  /** Entries of the kind in twelve months: so many are no pattern whatever the share. */
  readonly fewSlips: number;
  /** Share of entries in twelve months, in hundredths of a percent, up to which it is no pattern. */
  readonly rareShare: number;
  /** Entries in twelve months with a notice of action or a notice to mark: up to so many the importer was not warned often. */
  readonly fewNotices: number;
  readonly source: string;
}

const FEW_NOTICES = 2;
const OWN = "platform's own rule, after 19 U.S.C. 1592(a)(2)";
const ALWAYS = '2000-01-01';
const row = (
  kind: SlipKind,
  smallCents: number,
  smallShare: number | null,
  fewSlips: number,
  rareShare: number,
): MaterialityRule => ({
  ...{ kind, from: ALWAYS, smallCents, smallShare, fewSlips, rareShare },
  ...{ fewNotices: FEW_NOTICES, source: OWN },
});

export const MATERIALITY_RULES: readonly MaterialityRule[] = [
  row('late', 500_000, null, 2, 200),
  row('rejected', 100_000, 1_000, 2, 300),
  row('classification', 50_000, 500, 2, 200),
  row('value', 25_000, 200, 2, 100),
  row('origin', 25_000, 200, 1, 100),
  row('documents', 100_000, null, 3, 500),
  row('preference', 50_000, 500, 2, 200),
  row('other', 50_000, 500, 2, 200),
];

/** The rules as a Markdown table for the partner documents. */
export const materialityTable = (): (readonly string[])[] =>
  MATERIALITY_RULES.map(({ kind, from, smallCents, smallShare, fewSlips, rareShare, fewNotices, source }) => [
    ...[kind, from, `$${(smallCents / 100).toLocaleString('en-US')}`],
    smallShare === null ? 'not asked' : `${smallShare / 100} % of the entry's duty`,
    ...[String(fewSlips), `${rareShare / 100} %`, String(fewNotices), source],
  ]);
