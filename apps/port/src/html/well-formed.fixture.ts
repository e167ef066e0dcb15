/** Elements that HTML never closes. */
const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img']);

/**
 * What is wrong with a page as our templates write them: elements not closed or crossed, unquoted or repeated attributes, ids given
 * twice, labels of nothing, bare signs in text. Null when nothing is. Knows only what XML and HTML have in common, and void elements.
 */
export const whatIsWrongWith = (page: string): string | null => {
  if (!page.startsWith('<!DOCTYPE html>\n<html lang="')) return 'no document type or language';
  const body = page.slice('<!DOCTYPE html>'.length).replace(/<style>[^<]*<\/style>/g, '');
  const open: string[] = [];
  const ids = new Set<string>();
  const labelled: string[] = [];
  let at = 0;
  for (const tag of body.matchAll(/<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+(?:="[^"<]*")?)*)(\/?)>/g)) {
    const text = body.slice(at, tag.index);
    if (/[<>]|&(?!(amp|lt|gt|quot|#39);)/.test(text)) return `bare sign in "${text.trim().slice(0, 80)}"`;
    at = tag.index + tag[0].length;
    const [, closing, name = '', attributes = '', alone] = tag;
    const names = [...attributes.matchAll(/ ([a-zA-Z-]+)/g)].map(([, attribute]) => attribute);
    if (closing) {
      if (open.pop() !== name) return `</${name}> closes nothing`;
    } else if (!VOID.has(name) && !alone) open.push(name);
    if (
      new Set(names.filter((n) => attributes.includes(` ${n}=`))).size <
      [...attributes.matchAll(/ [a-zA-Z-]+="/g)].length
    )
      return `attribute twice in ${tag[0]}`;
    const id = / id="([^"]+)"/.exec(attributes)?.[1];
    if (id !== undefined && ids.has(id)) return `id ${id} twice`;
    if (id !== undefined) ids.add(id);
    const target = / for="([^"]+)"/.exec(attributes)?.[1];
    if (target !== undefined) labelled.push(target);
  }
  if (/[<>]/.test(body.slice(at))) return `bare sign in "${body.slice(at).trim().slice(0, 80)}"`;
  if (open.length > 0) return `${open.join(', ')} not closed`;
  const nothing = labelled.find((id) => !ids.has(id));
  return nothing === undefined ? null : `a label for ${nothing}, which is not there`;
};

/** The page as somebody reads it, without tags and style. */
export const readAs = (page: string): string =>
  page
    .replace(/<style>[^<]*<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:;])/g, '$1');
