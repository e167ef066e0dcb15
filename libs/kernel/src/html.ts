/** Text that is HTML already. Everything else that enters a template is escaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What a template takes: lists are joined; null, undefined and false are left out. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// What no HTML document may hold: control characters but tab and line ends, halves of surrogate pairs, non-characters.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

/** Safe as the text of an element and inside a quoted attribute. Never inside a script, a style or an unquoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(UNPRINTABLE, '\ufffd').replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const written = (part: HtmlPart): string => {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return escapeHtml(String(part));
};

/** A template that escapes what is put into it: html`<td>${name}</td>`. Attributes must be quoted. */
export const html = (strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html =>
  new Html(strings.reduce((text, string, index) => text + written(parts[index - 1]) + string));

/** HTML from a source that is trusted to be whole and harmless, as a stylesheet of ours or a drawn bar code. */
export const raw = (text: string): Html => new Html(text);
