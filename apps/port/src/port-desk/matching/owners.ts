import { KnownAccounts } from '#access';
import { Injectable } from '@nestjs/common';
import type { KnownAccount } from '../../officers/officer';
import type { Paper } from '../decisions/decision.model';
import type { Link } from './matching.rules';

/** Who must file what is missing. Without an account it is the port itself that keys it. */
export interface Owner {
  readonly kind: 'carrier' | 'filer' | 'importer' | 'port';
  readonly accountId: string | null;
  readonly name: string;
}

export interface Owed {
  readonly paper: Paper;
  readonly link: Link;
}

/** Finds the owners of any number of missing filings with three questions to the accounts. */
@Injectable()
export class Owners {
  constructor(private readonly accounts: KnownAccounts) {}

  async of(owed: readonly Owed[]): Promise<Owner[]> {
    const wanted = owed.map(({ paper, link }) => ({
      kind: link.link === 'bill' ? ('carrier' as const) : ('filer' as const),
      scacs:
        link.link === 'bill'
          ? [issuerOf(paper, link.reference), paper.conveyance.scac].filter((scac) => scac !== null)
          : [],
      filerCode: link.link === 'bill' ? null : (link.reference?.slice(0, 3) ?? paper.entry?.filerCode ?? null),
      importerNumber: paper.importerNumber,
      port: paper.port,
    }));
    const [carriers, filers, importers] = await Promise.all([
      this.accounts.holding('scacs', [...new Set(wanted.flatMap(({ scacs }) => scacs))]),
      this.accounts.holding('filerCodes', [...new Set(wanted.flatMap(({ filerCode }) => filerCode ?? []))]),
      this.accounts.holding('importerNumbers', [
        ...new Set(wanted.flatMap(({ importerNumber }) => importerNumber ?? [])),
      ]),
    ]);
    return wanted.map(({ kind, scacs, filerCode, importerNumber, port }): Owner => {
      const own =
        kind === 'carrier'
          ? firstOf(carriers, (a) => scacs.some((scac) => a.scacs.includes(scac)))
          : firstOf(filers, (a) => a.filerCodes.includes(filerCode ?? ''));
      if (own) return { kind, accountId: own.accountId, name: own.name };
      const importer =
        kind === 'filer' ? firstOf(importers, (a) => a.importerNumbers.includes(importerNumber ?? '')) : undefined;
      return importer
        ? { kind: 'importer', accountId: importer.accountId, name: importer.name }
        : { kind: 'port', accountId: null, name: `Port ${port}` };
    });
  }
}

const firstOf = (
  accounts: readonly KnownAccount[],
  holds: (account: KnownAccount) => boolean,
): KnownAccount | undefined => accounts.find(holds);
const issuerOf = (paper: Paper, billKey: string | null): string | null =>
  paper.bills.find((bill) => bill.billKey === billKey)?.issuerScac ?? null;
