import type { FilingOrigin } from '#contracts';
import { Problem } from '#service';
import type { Account } from '../../account/account';
import type { NewFiling } from '../../filing/transmission';
import { cargoReleaseBody, cargoReleaseFromJson } from './cargo-release.body';
import { entrySummaryBody, entrySummaryFromJson } from './entry-summary.body';
import { entryParts } from '../../edge/json-schema';
import { arrivalBody, arrivalFromJson, manifestBody, manifestFromJson } from './manifest.body';

export type FilingOf = (origin: FilingOrigin) => NewFiling;

/** Reads the body of `POST /filings/NAME`, by name. @throws Problem `not-valid`, `not-authorized` */
export const jsonFilings = {
  manifest: (body: unknown, account: Account): FilingOf => {
    const filed = manifestBody.read(body);
    ownScac(account, filed.conveyance.carrier, '/conveyance/carrier');
    return (origin) => manifestFromJson(filed, account, origin);
  },
  arrival: (body: unknown, account: Account): FilingOf => {
    const filed = arrivalBody.read(body);
    ownScac(account, filed.carrier, '/carrier');
    return (origin) => arrivalFromJson(filed, account, origin);
  },
  'cargo-release': (body: unknown, account: Account): FilingOf => {
    const filed = cargoReleaseBody.read(body);
    ownFilerCode(account, filed.entryNumber);
    return (origin) => cargoReleaseFromJson(filed, account, origin);
  },
  'entry-summary': (body: unknown, account: Account): FilingOf => {
    const filed = entrySummaryBody.read(body);
    ownFilerCode(account, filed.entryNumber);
    return (origin) => entrySummaryFromJson(filed, account, origin);
  },
} as const;

const ownFilerCode = (account: Account, entryNumber: string): void => {
  const { filerCode } = entryParts(entryNumber);
  if (account.filerCodes.includes(filerCode)) return;
  throw new Problem('not-authorized', `This account may not file for filer code ${filerCode}.`, [
    { at: '/entryNumber', text: 'File under a filer code of your account.' },
  ]);
};

const ownScac = (account: Account, scac: string, at: string): void => {
  if (account.scacs.includes(scac)) return;
  throw new Problem('not-authorized', `This account may not file for carrier ${scac}.`, [
    { at, text: 'File under a SCAC of your account.' },
  ]);
};
