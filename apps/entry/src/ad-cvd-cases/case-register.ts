import { Decimal, type CustomsDate } from '#kernel';

export const CASE_STATUSES = ['initiated', 'active', 'revoked', 'terminated', 'deactivated', 'excluded'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/**
 * What an antidumping or countervailing case says from a day on, until its next period begins. A case that ends in 000 is of everybody; another one is of a
 * company, by its manufacturer or exporter. Source: 19 CFR 351.205 to 351.213, 159.41, 159.58; entry summary guide, usage note (ff).
 */
export interface CasePeriod {
  /** Ten characters without hyphens, such as `A570979000`. */
  readonly caseNumber: string;
  readonly name: string;
  /** First day; of critical circumstances up to 90 days before the decision (19 U.S.C. 1671b(e)(2), 1673b(e)(2)). */
  readonly from: CustomsDate;
  readonly status: CaseStatus;
  /** B: a bond is allowed; C: cash alone; null: neither was said yet. */
  readonly bondCash: 'B' | 'C' | null;
  /** Per cent of the value, as a decimal; null where there is none. */
  readonly adValorem: string | null;
  /** Dollars for each unit; null where there is none. */
  readonly specific: string | null;
  readonly unit: string | null;
  readonly country: string;
  /** First digits of tariff numbers, four to ten. */
  readonly headings: readonly string[];
  readonly manufacturer: string | null;
  readonly exporter: string | null;
  /** Cases of the other kind on the same goods. */
  readonly related: readonly string[];
  /** Last day of suspension of liquidation: goods entered later owe nothing under it. */
  readonly suspendedUntil: CustomsDate | null;
}

/** A blanket declaration that no duty is reimbursed, with the cases that it covers. Source: 19 CFR 351.402(f). */
export interface Declaration {
  /** Ten characters. */
  readonly identifier: string;
  readonly caseNumbers: readonly string[];
  /** Whose it is, in full form; null where nobody said it. */
  readonly importerNumber: string | null;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

const isZero = (rate: string | null): boolean => rate === null || Decimal.of(rate).isZero;

/** Whether a period has rates, and all of them are zero. */
export const isZeroRate = ({ adValorem, specific }: CasePeriod): boolean =>
  (adValorem !== null || specific !== null) && isZero(adValorem) && isZero(specific);

const isOfEverybody = (caseNumber: string): boolean => caseNumber.endsWith('000');

/** Every case with its periods, looked up by number, country and article, or company. */
export class CaseRegister {
  private readonly byNumber = new Map<string, CasePeriod[]>();
  private readonly byCountryAndHeading = new Map<string, Set<string>>();
  private readonly byCompany = new Map<string, Set<string>>();
  private readonly byIdentifier: ReadonlyMap<string, Declaration>;

  /** @param from the day from which cases are looked up: an entry of a day before is judged by what it says itself */
  constructor(
    private readonly from: CustomsDate,
    periods: readonly CasePeriod[],
    declarations: readonly Declaration[] = [],
  ) {
    const add = <K>(map: Map<K, Set<string>>, key: K, caseNumber: string): void => {
      map.set(key, (map.get(key) ?? new Set()).add(caseNumber));
    };
    for (const period of periods) {
      const { caseNumber, country, headings, manufacturer, exporter } = period;
      this.byNumber.set(caseNumber, [...(this.byNumber.get(caseNumber) ?? []), period]);
      for (const heading of headings) add(this.byCountryAndHeading, country + heading.slice(0, 4), caseNumber);
      for (const company of [manufacturer, exporter]) if (company) add(this.byCompany, company, caseNumber);
    }
    for (const all of this.byNumber.values()) all.sort((a, b) => (a.from < b.from ? 1 : -1));
    this.byIdentifier = new Map(declarations.map((one) => [one.identifier, one]));
  }

  /** Whether goods of a day are judged by the register. */
  countsOn(day: CustomsDate): boolean {
    return day >= this.from;
  }

  has(caseNumber: string): boolean {
    return this.byNumber.has(caseNumber);
  }

  /** The period of a day; undefined for an unknown case and before its first. */
  on(caseNumber: string, day: CustomsDate): CasePeriod | undefined {
    return this.byNumber.get(caseNumber)?.find(({ from }) => from <= day);
  }

  declaration(identifier: string): Declaration | undefined {
    return this.byIdentifier.get(identifier);
  }

  /** Cases that goods of a country under a number may be subject to on a day. */
  of(country: string, hts: string, day: CustomsDate): CasePeriod[] {
    const numbers = this.byCountryAndHeading.get(country + hts.slice(0, 4));
    if (!numbers) return [];
    return [...numbers].flatMap((number) => {
      const period = this.on(number, day);
      return period && isOpen(period, day) && period.headings.some((start) => hts.startsWith(start)) ? [period] : [];
    });
  }

  /** The case of a company under the same order as a case of everybody, by who made or exported the goods. */
  ofCompany(caseNumber: string, manufacturer: string, exporter: string, day: CustomsDate): CasePeriod | undefined {
    if (!isOfEverybody(caseNumber)) return undefined;
    const numbers = [manufacturer, exporter].flatMap((company) => [...(this.byCompany.get(company) ?? [])]);
    return numbers
      .filter((number) => number.slice(0, 7) === caseNumber.slice(0, 7))
      .map((number) => this.on(number, day))
      .find(
        (one) =>
          one !== undefined &&
          isOpen(one, day) &&
          (one.manufacturer ?? manufacturer) === manufacturer &&
          (one.exporter ?? exporter) === exporter,
      );
  }
}

const isOpen = ({ status, suspendedUntil }: CasePeriod, day: CustomsDate): boolean =>
  status === 'active' && (suspendedUntil === null || day <= suspendedUntil);
