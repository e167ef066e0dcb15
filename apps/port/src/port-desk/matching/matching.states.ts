import { lifeCycle } from '#kernel';

/** One thing that must be filed after a decision on paper: a bill, the entry's cargo release, or its summary. */
export const linkStates = lifeCycle({
  states: ['expected', 'matched', 'conflict', 'missing'],
  transitions: [
    { from: 'expected', on: 'filed as on the paper', to: 'matched', who: 'carrier or filer', says: [] },
    { from: 'expected', on: 'filed otherwise', to: 'conflict', who: 'carrier or filer', says: [] },
    { from: 'expected', on: 'not filed in time', to: 'missing', who: 'the platform', says: [] },
    { from: 'missing', on: 'filed as on the paper', to: 'matched', who: 'carrier or filer', says: [] },
    { from: 'missing', on: 'filed otherwise', to: 'conflict', who: 'carrier or filer', says: [] },
    { from: 'missing', on: 'put off', to: 'expected', who: 'the downtime', says: [] },
    { from: 'matched', on: 'changed to something else', to: 'conflict', who: 'carrier, filer or officer', says: [] },
    { from: 'matched', on: 'names the goods no more', to: 'expected', who: 'carrier or filer', says: [] },
    { from: 'matched', on: 'names the goods no more, too late', to: 'missing', who: 'carrier or filer', says: [] },
    { from: 'conflict', on: 'corrected', to: 'matched', who: 'carrier, filer or officer', says: [] },
    { from: 'conflict', on: 'names the goods no more', to: 'expected', who: 'carrier or filer', says: [] },
    { from: 'conflict', on: 'names the goods no more, too late', to: 'missing', who: 'carrier or filer', says: [] },
  ],
});
export type LinkState = (typeof linkStates.states)[number];

/** The whole chain bill, entry, summary of one decision. */
export const chainStates = lifeCycle({
  states: ['open', 'matched', 'conflict', 'closed by hand'],
  transitions: [
    { from: 'open', on: 'everything filed', to: 'matched', who: 'the platform', says: [] },
    { from: 'open', on: 'a difference', to: 'conflict', who: 'the platform', says: [] },
    { from: 'open', on: 'closed', to: 'closed by hand', who: 'officer', says: [] },
    { from: 'matched', on: 'a difference', to: 'conflict', who: 'the platform', says: [] },
    { from: 'matched', on: 'a filing went away', to: 'open', who: 'the platform', says: [] },
    { from: 'matched', on: 'closed', to: 'closed by hand', who: 'officer, by voiding the decision', says: [] },
    { from: 'conflict', on: 'everything filed', to: 'matched', who: 'the platform', says: [] },
    { from: 'conflict', on: 'a filing went away', to: 'open', who: 'the platform', says: [] },
    { from: 'conflict', on: 'closed', to: 'closed by hand', who: 'officer', says: [] },
    { from: 'closed by hand', on: 'a difference', to: 'conflict', who: 'the platform', says: [] },
  ],
});
export type ChainState = (typeof chainStates.states)[number];

const eventBetween = <S extends string, E extends string>(
  table: readonly { from: S; on: E; to: S }[],
  from: S,
  to: S,
): E | null => table.find((t) => t.from === from && t.to === to)?.on ?? null;

/** What happened to a link between two looks at it; null when nothing. */
export const linkEvent = (from: LinkState, to: LinkState): string | null =>
  eventBetween(linkStates.transitions, from, to);
export const chainEvent = (from: ChainState, to: ChainState): string | null =>
  eventBetween(chainStates.transitions, from, to);
