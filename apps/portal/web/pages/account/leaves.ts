import { optionsOf } from '../../ui/order-form';
import { useFigures } from './figures';

/** Parts of the work for which a user or a key is given leave. */
const FUNCTIONS = [
  'filing',
  'mailbox',
  'activity log',
  'documents',
  'reports',
  'powers of attorney',
  'account',
] as const;

export const useFunctions = () => optionsOf(FUNCTIONS, useFigures().state);

/** Who may write may read. Null where nothing is chosen: then all that its holder may. */
export const leavesOf = (reads: readonly string[], writes: readonly string[]): Record<string, string> | null => {
  const leaves = Object.fromEntries([...reads.map((one) => [one, 'read']), ...writes.map((one) => [one, 'write'])]);
  return Object.keys(leaves).length > 0 ? leaves : null;
};
