import type { TSchema } from '@sinclair/typebox';
import type { FilingOrigin, JsonFilingName } from '#contracts';
import { Problem } from '#service';
import type { Account } from '../../account/account';
import type { NewFiling } from '../../filing/transmission';
import { BondBody, bondBody, bondFromJson } from './bond.body';
import { checkAgencyData } from './agency-data.body';
import { CargoReleaseBody, cargoReleaseBody, cargoReleaseFromJson } from './cargo-release.body';
import { DrawbackClaimBody, drawbackClaimBody, drawbackClaimFromJson } from './drawback-claim.body';
import { EntrySummaryBody, entrySummaryBody, entrySummaryFromJson } from './entry-summary.body';
import { entryParts } from '../../edge/json-schema';
import {
  ArrivalBody,
  arrivalBody,
  arrivalFromJson,
  ManifestBody,
  manifestBody,
  manifestFromJson,
} from './manifest.body';

export type FilingOf = (origin: FilingOrigin) => NewFiling;

/** How a kind is filed in JSON. */
export interface JsonFiling {
  readonly operationId: string;
  readonly summary: string;
  readonly schema: TSchema;
  /** What the body is. */
  readonly describes: string;
  /** @throws Problem `not-valid`, `not-authorized` */
  readonly read: (body: unknown, account: Account) => FilingOf;
}

/** The addresses under `POST /filings/` by their names in the table of kinds. */
export const jsonFilings: Readonly<Record<JsonFilingName, JsonFiling>> = {
  manifest: {
    operationId: 'fileManifest',
    summary: 'File a manifest or amend one',
    schema: ManifestBody,
    describes: 'A conveyance, its ports and their bills of lading',
    read: (body, account) => {
      const filed = manifestBody.read(body);
      ownScac(account, filed.conveyance.carrier, '/conveyance/carrier');
      return (origin) => manifestFromJson(filed, account, origin);
    },
  },
  arrival: {
    operationId: 'reportArrival',
    summary: 'Report the arrival of a conveyance',
    schema: ArrivalBody,
    describes: 'Which conveyance arrived where and when',
    read: (body, account) => {
      const filed = arrivalBody.read(body);
      ownScac(account, filed.carrier, '/carrier');
      return (origin) => arrivalFromJson(filed, account, origin);
    },
  },
  'cargo-release': {
    operationId: 'fileCargoRelease',
    summary: 'File, replace, update or cancel a cargo release',
    schema: CargoReleaseBody,
    describes: 'The entry with its bills, parties and lines',
    read: (body, account) => {
      const filed = cargoReleaseBody.read(body);
      checkAgencyData(filed.lines);
      ownFilerCode(account, filed.entryNumber);
      return (origin) => cargoReleaseFromJson(filed, account, origin);
    },
  },
  'entry-summary': {
    operationId: 'fileEntrySummary',
    summary: 'File, replace or delete an entry summary',
    schema: EntrySummaryBody,
    describes: 'The summary with its lines, duties, fees and totals',
    read: (body, account) => {
      const filed = entrySummaryBody.read(body);
      checkAgencyData(filed.lines);
      ownFilerCode(account, filed.entryNumber);
      return (origin) => entrySummaryFromJson(filed, account, origin);
    },
  },
  'drawback-claim': {
    operationId: 'fileDrawbackClaim',
    summary: 'File, replace or take back a drawback claim',
    schema: DrawbackClaimBody,
    describes: 'Who claims what on which import lines, and what was exported or destroyed',
    read: (body, account) => {
      const filed = drawbackClaimBody.read(body);
      ownFilerCode(account, filed.claimNumber, '/claimNumber');
      return (origin) => drawbackClaimFromJson(filed, account, origin);
    },
  },
  bond: {
    operationId: 'fileBond',
    summary: 'File a bond, adjust, void or terminate it, or put a rider to it',
    schema: BondBody,
    describes: 'Whose obligation it is, to what amount, and who is surety for it',
    read: (body, account) => {
      const filed = bondBody.read(body);
      return (origin) => bondFromJson(filed, account, origin);
    },
  },
};

const ownFilerCode = (account: Account, entryNumber: string, at = '/entryNumber'): void => {
  const { filerCode } = entryParts(entryNumber);
  if (account.filerCodes.includes(filerCode)) return;
  throw new Problem('not-authorized', `This account may not file for filer code ${filerCode}.`, [
    { at, text: 'File under a filer code of your account.' },
  ]);
};

const ownScac = (account: Account, scac: string, at: string): void => {
  if (account.scacs.includes(scac)) return;
  throw new Problem('not-authorized', `This account may not file for carrier ${scac}.`, [
    { at, text: 'File under a SCAC of your account.' },
  ]);
};
