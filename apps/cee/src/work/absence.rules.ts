/** Somebody who is absent on a day, and who stands in. */
export interface Away {
  readonly personId: string;
  readonly standInId: string | null;
}

/**
 * Whose items go to whom: by person, who is there in the place of somebody absent; null where nobody is, so that the whole team may take them. A stand-in who is absent as
 * well has a stand-in; a circle of them is nobody.
 */
export const standIns = (away: readonly Away[]): ReadonlyMap<string, string | null> => {
  const next = new Map(away.map(({ personId, standInId }) => [personId, standInId]));
  const find = (personId: string): string | null => {
    const seen = new Set([personId]);
    for (let at = next.get(personId) ?? null; at !== null; at = next.get(at) ?? null) {
      if (!next.has(at)) return at;
      if (seen.has(at)) return null;
      seen.add(at);
    }
    return null;
  };
  return new Map([...next.keys()].map((personId) => [personId, find(personId)]));
};
