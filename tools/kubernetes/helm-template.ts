/** Executes what chart.ts writes of Helm's templates, and throws for anything else: so that tests see the objects that Helm would make, without Helm. */
import { dump } from 'js-yaml';
import type { Fields, Value } from './kustomize';

export interface Given {
  readonly Values: Fields;
  readonly Release: { readonly Namespace: string; readonly Revision: number };
}
interface Token {
  readonly text?: string;
  readonly action?: string;
}

/** Text and actions; `{{-` takes the white space before it away. */
const tokensOf = (template: string): Token[] =>
  template.split(/(\{\{.*?\}\})/).flatMap((part, at, all): Token[] => {
    if (at % 2 === 1) return [{ action: part.replace(/^\{\{-? *| *\}\}$/g, '') }];
    return [{ text: all[at + 1]?.startsWith('{{-') ? part.trimEnd() : part }];
  });

/** @throws Error for what is not known of Helm here, and for a value that is not there */
export const helmTemplate = (template: string, given: Given): string => {
  const tokens = tokensOf(template);
  let at = 0;
  const block = (isWritten: boolean): string => {
    let written = '';
    for (; at < tokens.length; at += 1) {
      const { text, action } = tokens[at]!;
      if (text !== undefined) written += isWritten ? text : '';
      else if (/^(else\b|end$)/.test(action!)) return written;
      else if (action!.startsWith('if ')) written += branches(isWritten);
      else written += isWritten ? String(pipeline(action!, given)) : '';
    }
    return written;
  };
  const branches = (isWritten: boolean): string => {
    let done = false;
    let written = '';
    for (let action = tokens[at]!.action!; action !== 'end'; action = tokens[at]!.action!) {
      at += 1;
      const [, asked] = /^(?:else )?if (.*)$/.exec(action) ?? [];
      const holds: boolean = isWritten && !done && (asked === undefined || isTrue(pipeline(asked, given)));
      written += block(holds);
      done ||= holds;
      if (at >= tokens.length) throw new Error('a condition without an end');
    }
    return written;
  };
  const result = block(true);
  if (at < tokens.length) throw new Error(`${tokens[at]!.action} stands alone`);
  return result;
};

const isTrue = (value: Value): boolean => value !== false && value !== '' && value !== 0;

const pipeline = (text: string, given: Given): Value => {
  const [first, ...filters] = text.split(' | ');
  return filters.reduce(
    (value: Value, filter) => {
      const [, indent] = /^nindent (\d+)$/.exec(filter) ?? [];
      if (filter === 'quote') return JSON.stringify(String(value));
      if (!indent) throw new Error(`${filter} is not known of Helm here`);
      return `\n${String(value)}`.replaceAll('\n', `\n${' '.repeat(Number(indent))}`);
    },
    call(wordsOf(first!), given),
  );
};

/** Words, strings and what stands between parentheses. */
const wordsOf = (text: string): string[] => text.match(/\([^()]*\)|"[^"]*"|[^\s()]+/g) ?? [];

const call = ([name = '', ...args]: readonly string[], given: Given): Value => {
  const values = args.map((word) => call(word.startsWith('(') ? wordsOf(word.slice(1, -1)) : [word], given));
  if (name.startsWith('"')) return JSON.parse(name) as string;
  if (name.startsWith('(')) return call(wordsOf(name.slice(1, -1)), given);
  if (name.startsWith('.')) return found(given as unknown as Value, name.slice(1).split('.'));
  if (name === 'index') return found(values[0]!, values.slice(1) as string[]);
  if (name === 'eq') return values[0] === values[1];
  if (name === 'ne') return values[0] !== values[1];
  if (name === 'or') return values.some(isTrue);
  if (name === 'toYaml') return dump(values[0]).trimEnd();
  throw new Error(`${name} is not known of Helm here`);
};

const found = (from: Value, steps: readonly string[]): Value =>
  steps.reduce((value, step) => {
    const next = (value as Fields)[step];
    if (next === undefined) throw new Error(`there is no value ${steps.join('.')}`);
    return next;
  }, from);
