import { useEffect, useRef } from 'react';

/** After so long without a letter something new begins: scanners are much faster, and who types without looking is not slower. */
const PAUSE_MS = 1_000;
const LEAST = 5;
const TYPES = /^(INPUT|TEXTAREA|SELECT)$/;

/** What a code says, without the mark of its kind (ISO/IEC 15424) that some scanners put in front, and without blanks. */
export const scannedText = (text: string): string =>
  text
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '')
    .trim()
    .toUpperCase();

/** Hears a scanner wherever the focus is but in a field: it types like a keyboard, letters and Enter. */
export function useScanner(scanned: (text: string) => void): void {
  const latest = useRef(scanned);
  latest.current = scanned;
  useEffect(() => {
    let typed = '';
    let at = 0;
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || TYPES.test((event.target as Element).tagName)) return;
      const now = event.timeStamp;
      if (now - at > PAUSE_MS) typed = '';
      at = now;
      if (event.key.length === 1) typed += event.key;
      else if (event.key === 'Enter' && typed.length >= LEAST) {
        event.preventDefault();
        event.stopPropagation();
        latest.current(scannedText(typed));
        typed = '';
      }
    };
    document.addEventListener('keydown', hear, { capture: true });
    return () => document.removeEventListener('keydown', hear, { capture: true });
  }, []);
}
