import type { SummaryDecided } from '#contracts';
import type { CustomsDate } from '#kernel';

/** UC E3: at most seven records of 78 characters. */
const MOST = 7;
const WIDTH = 78;

const linesOf = (text: string): string[] => text.match(new RegExp(`.{1,${WIDTH}}`, 'gs')) ?? [];

/**
 * Findings as remarks of a UC, as many as it holds; what is left out is counted, and stands in the notification in JSON and at the Center.
 *
 * @param resubmitBy the last day for sending the summary again, where the filer is told one
 */
export const rejectionRemarks = (findings: SummaryDecided['findings'], resubmitBy: CustomsDate | null): string[] => {
  const last = resubmitBy === null ? [] : [`SEND THE SUMMARY AGAIN BY ${resubmitBy} (19 CFR 141.64)`];
  const said = findings.map(({ line, code, text }) =>
    linesOf(`${code}${code && ' '}${line === null ? '' : `LINE ${line}: `}${text}`),
  );
  const room = MOST - last.length;
  if (resubmitBy === null || said.flat().length <= room) return [...said.flat(), ...last];
  const shown: string[] = [];
  let told = 0;
  for (const lines of said) {
    if (shown.length + lines.length > room - 1) break;
    shown.push(...lines);
    told += 1;
  }
  return [...shown, `AND ${said.length - told} MORE FINDINGS: ASK THE CENTER, OR READ THEM IN JSON`, ...last];
};
