import { useSyncExternalStore } from 'react';

const WIDE = window.matchMedia('(min-width: 64em)');
const whenWidthChanges = (tell: () => void): (() => void) => {
  WIDE.addEventListener('change', tell);
  return () => WIDE.removeEventListener('change', tell);
};

/** Whether the window has room for what is beside a page. */
export const useIsWide = (): boolean => useSyncExternalStore(whenWidthChanges, () => WIDE.matches);
