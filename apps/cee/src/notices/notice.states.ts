import { CeeInteractionRecorded, LiquidationOrdered, NoticeTold } from '#contracts';
import { type LifeCycle, lifeCycle } from '#kernel';

/** Every step is told to importer and filer, and is in their activity logs. */
const told = [NoticeTold.type, CeeInteractionRecorded.type];
const ordered = [...told, LiquidationOrdered.type];
const HANDED_IN = 'document handed in';
const PARTY = 'importer or filer';

/** The life of a request for information, CF-28. `drawn up` is where it begins; it is kept from its issue on. */
export const requestForInformationStates = lifeCycle({
  states: ['drawn up', 'issued', 'answered', 'insufficient', 'overdue', 'sufficient', 'closed', 'withdrawn'],
  final: ['closed', 'withdrawn'],
  transitions: [
    { from: 'drawn up', on: 'issued', to: 'issued', who: 'specialist', says: told },
    { from: 'issued', on: 'answered', to: 'answered', who: PARTY, says: told },
    { from: 'issued', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'issued', on: 'overdue', to: 'overdue', who: 'platform', says: told },
    { from: 'issued', on: 'more time given', to: 'issued', who: 'specialist', says: told },
    { from: 'issued', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'answered', on: 'answered', to: 'answered', who: PARTY, says: told },
    { from: 'answered', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'answered', on: 'found sufficient', to: 'sufficient', who: 'specialist', says: told },
    { from: 'answered', on: 'found insufficient', to: 'insufficient', who: 'specialist', says: told },
    { from: 'answered', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'insufficient', on: 'answered', to: 'answered', who: PARTY, says: told },
    { from: 'insufficient', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'insufficient', on: 'overdue', to: 'overdue', who: 'platform', says: told },
    { from: 'insufficient', on: 'more time given', to: 'insufficient', who: 'specialist', says: told },
    { from: 'insufficient', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'overdue', on: 'answered', to: 'answered', who: PARTY, says: told },
    { from: 'overdue', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'overdue', on: 'more time given', to: 'issued', who: 'specialist', says: told },
    { from: 'overdue', on: 'closed', to: 'closed', who: 'specialist', says: told },
    { from: 'overdue', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'sufficient', on: 'closed', to: 'closed', who: 'specialist', says: told },
  ],
});

/** The life of a notice of action, CF-29: proposed first, or taken at once. What is taken, the entry service carries out or refuses. */
export const noticeOfActionStates = lifeCycle({
  states: [
    ...(['drawn up', 'proposed', 'answered', 'agreed', 'disagreed', 'lapsed'] as const),
    ...(['ordered', 'refused', 'taken', 'withdrawn'] as const),
  ],
  final: ['taken', 'withdrawn'],
  transitions: [
    { from: 'drawn up', on: 'issued', to: 'proposed', who: 'specialist', says: told },
    { from: 'drawn up', on: 'action ordered', to: 'ordered', who: 'specialist', says: ordered },
    { from: 'proposed', on: 'agreed', to: 'agreed', who: PARTY, says: told },
    { from: 'proposed', on: 'disagreed', to: 'disagreed', who: PARTY, says: told },
    { from: 'proposed', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'proposed', on: 'overdue', to: 'lapsed', who: 'platform', says: told },
    { from: 'proposed', on: 'more time given', to: 'proposed', who: 'specialist', says: told },
    { from: 'proposed', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'answered', on: 'agreed', to: 'agreed', who: PARTY, says: told },
    { from: 'answered', on: 'disagreed', to: 'disagreed', who: PARTY, says: told },
    { from: 'answered', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'answered', on: 'action ordered', to: 'ordered', who: 'specialist', says: ordered },
    { from: 'answered', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'agreed', on: HANDED_IN, to: 'agreed', who: PARTY, says: told },
    { from: 'agreed', on: 'action ordered', to: 'ordered', who: 'specialist', says: ordered },
    { from: 'agreed', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'disagreed', on: 'agreed', to: 'agreed', who: PARTY, says: told },
    { from: 'disagreed', on: HANDED_IN, to: 'disagreed', who: PARTY, says: told },
    { from: 'disagreed', on: 'action ordered', to: 'ordered', who: 'specialist', says: ordered },
    { from: 'disagreed', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'lapsed', on: 'agreed', to: 'agreed', who: PARTY, says: told },
    { from: 'lapsed', on: 'disagreed', to: 'disagreed', who: PARTY, says: told },
    { from: 'lapsed', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'lapsed', on: 'more time given', to: 'proposed', who: 'specialist', says: told },
    { from: 'lapsed', on: 'action ordered', to: 'ordered', who: 'specialist', says: ordered },
    { from: 'lapsed', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'ordered', on: 'carried out', to: 'taken', who: 'platform', says: told },
    { from: 'ordered', on: 'refused', to: 'refused', who: 'platform', says: told },
    { from: 'refused', on: 'action ordered', to: 'ordered', who: 'specialist', says: ordered },
    { from: 'refused', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
  ],
});

/** The life of a notice to mark or redeliver, CF-4647. */
export const markingNoticeStates = lifeCycle({
  states: [
    ...(['drawn up', 'issued', 'answered', 'marked', 'redelivered'] as const),
    ...(['insufficient', 'lapsed', 'closed', 'withdrawn'] as const),
  ],
  final: ['closed', 'withdrawn'],
  transitions: [
    { from: 'drawn up', on: 'issued', to: 'issued', who: 'specialist', says: told },
    { from: 'issued', on: 'marked', to: 'marked', who: PARTY, says: told },
    { from: 'issued', on: 'redelivered', to: 'redelivered', who: PARTY, says: told },
    { from: 'issued', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'issued', on: 'overdue', to: 'lapsed', who: 'platform', says: told },
    { from: 'issued', on: 'more time given', to: 'issued', who: 'specialist', says: told },
    { from: 'issued', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'answered', on: 'marked', to: 'marked', who: PARTY, says: told },
    { from: 'answered', on: 'redelivered', to: 'redelivered', who: PARTY, says: told },
    { from: 'answered', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'answered', on: 'found sufficient', to: 'closed', who: 'specialist', says: told },
    { from: 'answered', on: 'found insufficient', to: 'insufficient', who: 'specialist', says: told },
    { from: 'answered', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'marked', on: 'redelivered', to: 'redelivered', who: PARTY, says: told },
    { from: 'marked', on: HANDED_IN, to: 'marked', who: PARTY, says: told },
    { from: 'marked', on: 'found sufficient', to: 'closed', who: 'specialist', says: told },
    { from: 'marked', on: 'found insufficient', to: 'insufficient', who: 'specialist', says: told },
    { from: 'marked', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'redelivered', on: HANDED_IN, to: 'redelivered', who: PARTY, says: told },
    { from: 'redelivered', on: 'found sufficient', to: 'closed', who: 'specialist', says: told },
    { from: 'redelivered', on: 'found insufficient', to: 'insufficient', who: 'specialist', says: told },
    { from: 'redelivered', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'insufficient', on: 'marked', to: 'marked', who: PARTY, says: told },
    { from: 'insufficient', on: 'redelivered', to: 'redelivered', who: PARTY, says: told },
    { from: 'insufficient', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'insufficient', on: 'overdue', to: 'lapsed', who: 'platform', says: told },
    { from: 'insufficient', on: 'more time given', to: 'insufficient', who: 'specialist', says: told },
    { from: 'insufficient', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
    { from: 'lapsed', on: 'marked', to: 'marked', who: PARTY, says: told },
    { from: 'lapsed', on: 'redelivered', to: 'redelivered', who: PARTY, says: told },
    { from: 'lapsed', on: HANDED_IN, to: 'answered', who: PARTY, says: told },
    { from: 'lapsed', on: 'more time given', to: 'issued', who: 'specialist', says: told },
    { from: 'lapsed', on: 'closed', to: 'closed', who: 'specialist', says: told },
    { from: 'lapsed', on: 'withdrawn', to: 'withdrawn', who: 'specialist', says: told },
  ],
});

/** In these the clock runs: importer or filer has to answer. */
export const AWAITING = ['issued', 'proposed', 'insufficient'] as const;
export const isAwaiting = (state: string): boolean => (AWAITING as readonly string[]).includes(state);

export type NoticeLife = LifeCycle<string, NoticeTold['step']>;
