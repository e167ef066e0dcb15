import type { TransportMode } from '#contracts';
import { isCustomsDate } from '#kernel';
import { isPort } from '#reference';
import { Problem } from '#service';
import { MODES } from './procedure/procedure';

/** A mode as it stands in an address: `air-express`. @throws Problem `not-found` */
export const modeIn = (text: string): TransportMode => {
  const mode = MODES.find((name) => name === text.replace('-', ' '));
  if (!mode)
    throw new Problem('not-found', `No mode of transport is called ${text}: ${MODES.map(inAddress).join(', ')}.`);
  return mode;
};

export const inAddress = (mode: TransportMode): string => mode.replace(' ', '-');

/** @throws Problem `not-found` for a code that is no port's */
export const portIn = (code: string): string => {
  if (!isPort(code)) throw new Problem('not-found', `${code} is not the Schedule D code of a port.`);
  return code;
};

/** A version number of a query; undefined when it was not asked for. @throws Problem `not-valid` naming the field */
export const versionIn = (field: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new Problem('not-valid', `${field} is a version number.`, [{ at: `/${field}`, text: 'a whole number' }]);
  return Number(text);
};

/** @throws Problem `not-valid` */
export const dayIn = (field: string, text: string | undefined): string | undefined => {
  if (text !== undefined && !isCustomsDate(text))
    throw new Problem('not-valid', `${field} is a day.`, [{ at: `/${field}`, text: 'a day, YYYY-MM-DD' }]);
  return text;
};

export const theOne = <T>(found: T | null | undefined, what: string): T => {
  if (!found) throw new Problem('not-found', `There is no ${what}.`);
  return found;
};
