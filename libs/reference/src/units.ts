import { entriesOf } from './effective';

const TABLE = `
BBL barrels; CAR carats; CC cubic centimeters; CFT cubic feet; CGM content grams; CKG content kilograms; CM2 square centimeters;
CTN content tons; CU cubic; CUR curies; CYK clean yield kilograms; DOZ dozens; DPC dozen pieces; DPR dozen pairs; DS doses; FBM fiber meters;
FT feet; G grams;
GAL gallons; GBQ gigabecquerels; GR gross; GRL gross lines; HUN hundreds; JWL jewels; K thousands; KG kilograms; KM kilometers;
KM3 thousand cubic meters; KTS kilograms total sugars; KVA kilovolt-amperes;
KW kilowatts; KWH kilowatt-hours; L liters; LB pounds; LNM linear meters; M meters; M2 square meters; M3 cubic meters;
MBQ megabecquerels; MG milligrams; ML milliliters; NO number; ODE ozone depletion equivalents; OZ ounces; PCS pieces; PFG proof gallons; PFL proof liters; PK packs;
PRS pairs; SQ squares; SBE standard brick equivalents; STN short tons; T metric tons; THS thousands; TON long tons; TOZ troy ounces; W watts;
X no quantity required`;

/** Units of measure for tariff quantities. Source: ABI guide, appendix C; DS, KTS and THS as the tariff's own lists print it. */
export const UNITS: ReadonlyMap<string, string> = new Map(
  entriesOf(TABLE.replace(/\n/g, ' ')).map((entry) => {
    const space = entry.indexOf(' ');
    return [entry.slice(0, space), entry.slice(space + 1)];
  }),
);
