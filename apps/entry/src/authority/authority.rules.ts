import type { CustomsDate } from '#kernel';
import { type Effective, isInForce, type ReviewFunction } from '#reference';

/** Who decides on an entry of a Center's on its day; `not known` where cee told of no order of that Center. */
export type Decider = 'Center' | 'port' | 'not known';

export interface AuthorityRow extends Effective {
  readonly centerId: string;
  readonly orderId: string;
  readonly functionCode: ReviewFunction;
  readonly reach: 'volunteers' | 'all';
}

/** What cee told of the authority of Centers over the review of entry summaries, for some importers. */
export class KnownAuthority {
  /**
   * @param centers of which orders were told
   * @param volunteerIn importer number in its full form to the orders in whose test it takes part
   */
  constructor(
    private readonly rows: readonly AuthorityRow[],
    private readonly centers: ReadonlySet<string>,
    private readonly volunteerIn: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  /**
   * @param importer number in its full form
   * @param functionCode under which it is decided, by the type of the entry
   */
  decider(
    centerId: string | null,
    day: CustomsDate | null,
    importer: string | null,
    functionCode: ReviewFunction = 'entry-summary-review',
  ): Decider {
    if (centerId === null || day === null || !this.centers.has(centerId)) return 'not known';
    const tests = this.volunteerIn.get(importer ?? '');
    const given = this.rows.some(
      (row) =>
        row.centerId === centerId &&
        row.functionCode === functionCode &&
        isInForce(row, day) &&
        (row.reach === 'all' || tests?.has(row.orderId) === true),
    );
    return given ? 'Center' : 'port';
  }
}
