const AT_MOST = 6;

/** What a message shows of its contract: which fields it has, of which kind, and the words of those that are one of a few. */
const traitsOf = (value: unknown, path = ''): string[] => {
  if (Array.isArray(value))
    return [
      `${path}[${value.length === 0 ? 'none' : value.length === 1 ? 'one' : 'some'}]`,
      ...value.flatMap((one) => traitsOf(one, `${path}[]`)),
    ];
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => traitsOf(one, `${path}/${key}`));
  const word = typeof value === 'string' && /^[a-z ,-]{1,40}$/.test(value) ? `=${value}` : '';
  return [`${path}:${value === null ? 'null' : typeof value}${word}`];
};

/** A few of many messages that together show as much as they can: first the first, then whichever shows most that is new. */
export const telling = <M extends object>(messages: readonly M[]): M[] => {
  const left = messages.map((message) => ({ message, traits: new Set(traitsOf(message)) }));
  const seen = new Set<string>();
  const chosen: M[] = [];
  while (chosen.length < AT_MOST && left.length > 0) {
    const news = ({ traits }: (typeof left)[number]): number => [...traits].filter((trait) => !seen.has(trait)).length;
    const best = chosen.length === 0 ? left[0]! : left.reduce((a, b) => (news(b) > news(a) ? b : a));
    if (chosen.length > 0 && news(best) === 0) break;
    chosen.push(best.message);
    for (const trait of best.traits) seen.add(trait);
    left.splice(left.indexOf(best), 1);
  }
  return chosen;
};
