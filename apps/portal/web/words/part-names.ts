import { useWords } from './language';
import { partWords } from './parts';

/** In the order of a filing's road; then the status pages, and what carries messages. */
const PARTS = ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'enforcement', 'status', 'broker'] as const;
type Part = (typeof PARTS)[number];
export type PartState = 'operational' | 'slow' | 'down' | 'unknown' | 'partial' | 'maintenance';

/** The name of a part, or of the records that a part keeps. */
export function usePartNames() {
  const say = useWords(partWords);
  return (component: string): string => {
    const of = component.replace(/-database$/, '');
    const name = PARTS.includes(of as Part) ? say(of as Part) : of;
    return of === component ? name : say('database', { name });
  };
}
