/** Characters of a message; of a longer e-mail the rest is in the original. */
export const MOST_TEXT = 10_000;
const GOES_ON = '\n[The e-mail goes on: open the original.]';

const QUOTED = /^\s*>/;
/** Above what is quoted line by line: `On Tue, 24 Nov 2026 at 10:12, Portway wrote:`, also over two lines. */
const ATTRIBUTION = /^\s*(?:on|am|le|el)\b.{0,300}:\s*$/i;
/** Above what is repeated as it was, up to the end. */
const REPEATED = [/^\s*-{2,}\s*original message\s*-{2,}\s*$/i, /^\s*_{20,}\s*$/, /^\s*from:\s.+$/i];
const FOLLOWS_FROM = /^\s*(?:sent|date|to|subject|cc):\s/i;

const isBlank = (line: string): boolean => line.trim() === '';

/** Where a mail program began to repeat the e-mail that is answered; the number of lines where it did not. */
const endOfAnswer = (lines: readonly string[]): number => {
  for (const [at, line] of lines.entries()) {
    if (REPEATED.some((form) => form.test(line))) {
      const isHead = !/^\s*from:/i.test(line) || lines.slice(at + 1, at + 4).some((next) => FOLLOWS_FROM.test(next));
      if (isHead) return at;
    }
  }
  let end = lines.length;
  while (end > 0 && (isBlank(lines[end - 1]!) || QUOTED.test(lines[end - 1]!))) end -= 1;
  // Nothing is quoted below: what is blank there is no part of it either.
  if (!lines.slice(end).some((line) => QUOTED.test(line))) return lines.length;
  for (const more of [1, 2]) {
    const above = lines.slice(Math.max(0, end - more), end).join(' ');
    if (end - more >= 0 && ATTRIBUTION.test(above)) return end - more;
  }
  return end;
};

export interface AnswerRead {
  readonly text: string;
  /** Whether something of the e-mail is not in the text. */
  readonly isCut: boolean;
}

/** What somebody wrote into an answer, without the e-mail that it repeats. Answers between quoted lines stay as they are, with the lines. */
export const answerIn = (mail: string): AnswerRead => {
  const lines = mail
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, ' ')
    .split('\n');
  const end = endOfAnswer(lines);
  const text = lines.slice(0, end).join('\n').trim();
  if (text.length <= MOST_TEXT) return { text, isCut: lines.slice(end).some((line) => !isBlank(line)) };
  return { text: text.slice(0, MOST_TEXT - GOES_ON.length).replace(/[\ud800-\udbff]$/, '') + GOES_ON, isCut: true };
};

/** Whether a program wrote it (RFC 3834): an absence is no answer, and two programs would answer each other for ever. */
export const isAutomatic = (headers: ReadonlyMap<string, unknown>): boolean => {
  const of = (name: string): string => String(headers.get(name) ?? '').toLowerCase();
  return (
    (of('auto-submitted') !== '' && !of('auto-submitted').startsWith('no')) ||
    ['bulk', 'junk', 'auto_reply'].includes(of('precedence')) ||
    headers.has('x-autoreply')
  );
};
