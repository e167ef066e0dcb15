import { useNamesOf } from '../../words/names';
import { caseWords } from './words';

/** Says a value of the cases in plain words: `name('state', 'claim due')`. */
export const useNames = () => useNamesOf(caseWords).name;

/** Values as options of a choice, in plain words. */
export const useOptions = () => useNamesOf(caseWords).options;

/** States in which CBP has nothing left to decide. */
export const OVER: readonly string[] = ['paid', 'cancelled', 'remitted', 'written off', 'closed'];
/** States in which an offer may settle the case. */
export const OFFERS_IN: readonly string[] = ['noticed', 'petitioned', 'decided', 'supplemental', 'claim due'];
