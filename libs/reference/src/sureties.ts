import { SURETIES_BY_CODE } from './sureties.data';

const sureties: ReadonlyMap<string, string> = new Map(
  SURETIES_BY_CODE.trim()
    .split('\n')
    .map((line) => [line.slice(0, 3), line.slice(4)] as const),
);

/** Name of the active surety with this code of three characters; undefined where there is none. */
export const suretyName = (code: string): string | undefined => sureties.get(code);
