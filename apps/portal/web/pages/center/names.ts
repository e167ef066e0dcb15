import { useNamesOf } from '../../words/names';
import { centerWords } from './words';

/** Says a value of the Centers in plain words: `name('state', 'with the importer')`. */
export const useNames = () => useNamesOf(centerWords).name;

/** Values as options of a choice, in plain words. */
export const useOptions = () => useNamesOf(centerWords).options;
