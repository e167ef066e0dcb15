import { Injectable } from '@nestjs/common';
import { KnownAccounts, type Numbers } from '#access';
import type { DowntimeModule, TransportMode } from '#contracts';
import type { Relief } from '#kernel';
import { portLocalDate } from '#reference';
import { DowntimeBook } from '../../downtime/book/downtime-book';
import type { Downtime } from '../../downtime/model/records';
import { concerns } from '#statement';
import type { Paper } from './decision.model';

/** Whose cargo it is, as far as a filer's own outage may be theirs. */
export interface Filers {
  readonly scacs: readonly string[];
  readonly filerCode: string | null;
  readonly importerNumber: string | null;
  /** The conveyance as a filer may name it: `0417W` and `MAEU-0417W`. */
  readonly conveyances: readonly string[];
}

interface Where {
  readonly port: string;
  readonly mode: TransportMode;
}

/** The downtimes that let officers act by hand at a port, now or at an earlier instant, and those that put deadlines off. */
@Injectable()
export class CoveringDowntimes {
  constructor(
    private readonly book: DowntimeBook,
    private readonly accounts: KnownAccounts,
  ) {}

  /**
   * The downtime that covered a port and mode at an instant: the one with the number where one is named, else the national one before
   * the port's own before the filer's. Also one that was revoked since: what was decided on paper in it is registered afterwards.
   */
  async at(
    instant: string,
    where: Where & { readonly drill: boolean; readonly number: string | null; readonly filers: Filers },
  ): Promise<Downtime | null> {
    const order = ['national', 'port', 'filer'];
    const candidates = (await this.book.downtimes({ from: instant, to: instant }))
      .filter(({ number, drill }) => drill === where.drill && (where.number === null || number === where.number))
      .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || a.from.localeCompare(b.from));
    const owners = candidates.some(({ filer }) => filer !== null) ? await this.accountsOf(where.filers) : [];
    for (const downtime of candidates) {
      if (!isOf(downtime, where.filers, owners)) continue;
      const versions = await this.book.downtimeVersions(downtime.number);
      const then =
        versions.findLast(({ changedAt, state }) => changedAt <= instant && state === 'in force') ??
        versions[0] ??
        downtime;
      if (concerns(then.scope, where) || (downtime.state === 'in force' && concerns(downtime.scope, where)))
        return downtime;
    }
    return null;
  }

  /** In force now at a port and mode; with a filer's own outage only for its own cargo. */
  async inForce(where: Where, filers: Filers): Promise<Downtime[]> {
    const now = await this.book.downtimesInForce();
    const owners = now.some(({ filer }) => filer !== null) ? await this.accountsOf(filers) : [];
    return now.filter((downtime) => concerns(downtime.scope, where) && isOf(downtime, filers, owners));
  }

  /** What puts a due date off that falls into it: no drills. A downtime that still lasts, lasts at least to today. */
  async reliefs(
    since: string,
    now: Date,
    where: Where & { readonly modules: readonly DowntimeModule[]; readonly filers: Filers },
  ): Promise<Relief[]> {
    const found = (await this.book.downtimes({ from: since, to: now.toISOString() })).filter(({ drill }) => !drill);
    const owners = found.some(({ filer }) => filer !== null) ? await this.accountsOf(where.filers) : [];
    return found
      .filter(
        (d) =>
          isOf(d, where.filers, owners) &&
          (d.filer !== null || where.modules.some((module) => concerns(d.scope, { ...where, module }))),
      )
      .map(({ number, from, to, relief }) => ({
        number,
        from: portLocalDate(from, where.port),
        to: portLocalDate(to ?? now, where.port),
        ...relief,
      }));
  }

  private accountsOf(filers: Filers): Promise<string[]> {
    return this.accounts.idsOf(numbersOf(filers));
  }
}

/** By which accounts are found that have to do with a piece of cargo. */
export const numbersOf = ({ scacs, filerCode, importerNumber }: Filers): Numbers => ({
  scacs,
  filerCodes: filerCode ? [filerCode] : [],
  importerNumbers: importerNumber ? [importerNumber] : [],
});

/** Where an outage names carrier codes or conveyances, it is of no others of the account. */
const isOf = ({ filer }: Downtime, { scacs, conveyances }: Filers, owners: readonly string[]): boolean => {
  if (filer === null) return true;
  const its =
    filer.scacs.length > 0 ? filer.scacs.some((scac) => scacs.includes(scac)) : owners.includes(filer.accountId);
  return (
    its &&
    (filer.conveyances.length === 0 ||
      filer.conveyances.some((conveyance) => conveyances.includes(conveyance.toUpperCase())))
  );
};

/** Whose own outage could let this paper be decided by hand: the carrier's, the filer's, the importer's. */
export const filersOf = ({ conveyance, bills, entry, importerNumber }: Paper): Filers => ({
  scacs: [...new Set([...(conveyance.scac ? [conveyance.scac] : []), ...bills.map(({ issuerScac }) => issuerScac)])],
  filerCode: entry?.filerCode ?? null,
  importerNumber,
  conveyances: conveyance.trip ? [conveyance.trip, `${conveyance.scac ?? ''}-${conveyance.trip}`] : [],
});
