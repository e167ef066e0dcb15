import { type DraftSummary, fee, type Fixture, formal, tariff, worked } from './summary.fixture';

type Line = DraftSummary['lines'][number];
type Tariff = ReturnType<typeof tariff>;

/** A summary of one line with these numbers, dry. */
const of =
  (origin: string, numbers: readonly Tariff[], values: Partial<Line> = {}) =>
  (): DraftSummary => {
    const summary = formal(5000, origin);
    const [line] = summary.lines;
    Object.assign(line!, { tariffs: structuredClone(numbers), ...structuredClone(values) });
    return summary;
  };
const declaring = (declarationTypeCode: string, declarationInformation: string): Partial<Line> => ({
  additionalDeclarations: [{ declarationTypeCode, declarationInformation, recordIndex: 8 }],
});
const kilograms = (quantity = '9000') => [{ quantity, unit: 'KG' }];
const coils = [tariff('99038187', 0), tariff('7208390030', 5000, kilograms())];
const bars = [tariff('99038502', 0), tariff('7604101000', 5000, kilograms())];
const shirts = (number = '6109100004') =>
  tariff(number, 5000, [
    { quantity: '100', unit: 'DOZ' },
    { quantity: '100', unit: 'KG' },
  ]);
const partsOfCars =
  (values: Partial<Line>, ...numbers: readonly Tariff[]) =>
  (): DraftSummary => {
    const summary = worked();
    const [line] = summary.lines;
    Object.assign(line!, structuredClone(values));
    line!.tariffs.splice(1, 0, ...(structuredClone(numbers) as Line['tariffs']));
    return summary;
  };

/** Fixtures of the declarations that speak of their goods, and of fees beside what exempts from them. */
export const ARTICLE_DECLARATION_FIXTURES: Readonly<Record<string, Fixture>> = {
  '773': {
    when: 'softwood is declared of laptops',
    from: formal,
    change: (s) => Object.assign(s.lines[0]!, declaring('01', 'Y0000001000')),
  },
  '777': {
    when: 'panels have an exclusion that ended',
    from: of(
      'DE',
      [tariff('99030301', 0), tariff('8541430010', 5000, [{ quantity: '9', unit: 'NO' }])],
      declaring('09', '201BIFAC CERT'),
    ),
    whateverTheTariffSays: true,
  },
  '794': { when: 'coils of Germany were melted nobody knows where', from: of('DE', coils) },
  '844': { when: 'coils were melted elsewhere', from: of('DE', coils, declaring('08', '  OTH')) },
  '856': {
    when: 'bars of aluminum were smelted nobody knows where',
    from: of('DE', bars, declaring('07', 'Y  UNN    DE')),
  },
  '60B': {
    when: 'it is not known where the aluminum of parts was smelted, at no other duty',
    from: partsOfCars(declaring('07', 'Y  UNN    DE')),
  },
  '772': {
    when: 'parts are under section 232 and excluded from it',
    from: partsOfCars(declaring('02', 'STL123456'), tariff('99038191', 0)),
    whateverTheTariffSays: true,
  },
  '60A': {
    when: 'fibers come for a time without their number of chapter 99',
    from: () => ({
      ...of('KR', [tariff('9813000520', 0), tariff('5503200025', 5000, kilograms())], { fees: [fee('501')] })(),
      entryType: '23',
      indicators: { ...worked().indicators, tibDeclarationIndicator: 'Y' },
    }),
    whateverTheTariffSays: true,
  },
  '876': {
    when: 'a part pays as one of cars and as one of trucks',
    from: partsOfCars({}, tariff('99039405', 0), tariff('99037408', 0)),
    whateverTheTariffSays: true,
  },
  '649': {
    when: 'shirts that come back pay the fee on cotton',
    from: of('DE', [tariff('9801001098', 0), shirts()], { fees: [fee('056'), fee('501')] }),
    whateverTheTariffSays: true,
  },
  '652': {
    when: 'beef pays its fee in San Juan',
    from: () => ({
      ...of('AU', [tariff('0202305085', 5000, kilograms())], { fees: [fee('053'), fee('499')] })(),
      ...{ portOfEntry: '4909', processingPort: '4909', portOfUnlading: '4909' },
    }),
    whateverTheTariffSays: true,
  },
  '653': {
    when: 'shirts pay the fee on cotton and are exempt from it',
    from: of('DE', [tariff('99030301', 0), shirts()], {
      feeExemptionCode: '1',
      fees: [fee('056'), fee('499'), fee('501')],
    }),
    whateverTheTariffSays: true,
  },
};
