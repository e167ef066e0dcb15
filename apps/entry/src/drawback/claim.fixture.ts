import { DrawbackClaimFiled } from '#contracts';
import { entryCheckDigit } from '#kernel';
import { ClaimLedger, type LedgerRow } from './claim-ledger';
import type { FormContext } from './claim.rules';
import type { Designated, DrawbackClaim, ImportOnFile } from './claim.model';
import { judgeForm } from './claim.rules';
import { judgeDesignations } from './designation.rules';

/** Builders of drawback claims for tests. */

type Writable<T> = T extends readonly (infer I)[]
  ? Writable<I>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;
export type DraftClaim = Writable<DrawbackClaim>;
export type DraftImport = Writable<Designated>;

export const TODAY = '2026-11-24';
export const CLAIMANT = '12-345678900';

/** A number with its check digit: `claimNumber(1)` is that of the first claim. */
export const claimNumber = (n: number): string => {
  const serial = String(8_000_000 + n).padStart(7, '0');
  return `${serial}${entryCheckDigit('B76', serial)}`;
};

/** 200 of the 500 kilograms of the one line of B76-0324527-8, unused and exported: TFTEA 1313(j)(1). */
export const worked = (change: Partial<DraftClaim> = {}): DraftClaim => {
  const {
    origin: _origin,
    accountFilerCodes: _codes,
    reading: _reading,
    ...claim
  } = structuredClone(DrawbackClaimFiled.example);
  return { ...(claim as unknown as DraftClaim), entryNumber: claimNumber(1), ...change };
};

/** The entry summary that it designates: 500 kg, $340 of duty. */
export const onFile = (change: Partial<ImportOnFile> = {}): ImportOnFile => ({
  importerNumber: '12-3456789',
  importedOn: '2026-01-24',
  lines: new Map([
    [
      '001',
      {
        tariffs: [{ hts: '3924104000', quantities: [{ unit: 'KG', quantity: '500' }] }],
        ...{ dutyCents: 34_000, mpfCents: 3_464, hmfCents: 1_250 },
      },
    ],
  ]),
  owed: { dutyCents: 34_000, mpfCents: 3_464, hmfCents: 1_250 },
  refunded: false,
  ...change,
});

export const IMPORT_KEY = 'B7603245278';

export interface Surroundings extends Partial<FormContext> {
  readonly imports?: ReadonlyMap<string, ImportOnFile>;
  readonly others?: readonly LedgerRow[];
}

/** Codes of what is found, each once, of the form and, where that is sound, of what is designated. */
export const codesOf = (claim: DraftClaim, surroundings: Surroundings = {}): string[] => {
  const { imports = new Map([[IMPORT_KEY, onFile()]]), others = [], ...form } = surroundings;
  const found = judgeForm(claim as DrawbackClaim, {
    ...{ today: TODAY, filerAuthorised: true, missingPower: null, isEntry: false, existing: null },
    claimantOnFile: (number) => number === CLAIMANT,
    ...form,
  });
  const goesOn = claim.action !== 'D' && !found.some(({ severity }) => severity === 'fatal');
  const designated = goesOn
    ? judgeDesignations(claim as DrawbackClaim, {
        ...{ claimKey: `B76${claim.entryNumber}`, today: form.today ?? TODAY, imports },
        ledger: new ClaimLedger(others),
      }).conditions
    : [];
  return [...new Set([...found, ...designated].map(({ code }) => code))];
};
