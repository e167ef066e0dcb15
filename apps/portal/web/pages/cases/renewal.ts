import { useEffect, useRef } from 'react';
import type { Known } from '../../api/known';

/** Reads parts of a case anew when the case itself has become another version: a step that issues a notice changes the list of notices too. */
export function useRenewal(version: number, ...parts: readonly Pick<Known<unknown>, 'again'>[]): void {
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    for (const part of parts) part.again();
  });
}
