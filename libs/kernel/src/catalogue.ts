export type Severity = 'fatal' | 'warning' | 'information';

/** One rule a filing may break, as data: what it says, what to do about it and where it is written. */
export interface Rule<C extends string = string> {
  readonly code: C;
  /** The narrative the partner receives. */
  readonly text: string;
  /** What the partner does about it, as an instruction. */
  readonly remedy: string;
  /** True when sending the same data again, unchanged, is right. */
  readonly resend: boolean;
  readonly severity: Severity;
  /** Guide and page, dictionary or section of law. */
  readonly source: string;
}

export interface Catalogue<C extends string, R extends Rule<C> = Rule<C>> {
  readonly all: readonly R[];
  get(code: C): R;
  has(code: string): code is C;
}

/** Gathers rules under their codes. @throws Error on a code given twice or a rule that does not say what to do */
export function catalogue<const R extends Rule>(rules: readonly R[]): Catalogue<R['code'], R> {
  const byCode = new Map<string, R>();
  for (const rule of rules) {
    if (byCode.has(rule.code)) throw new Error(`rule ${rule.code} is in the catalogue twice`);
    if (!rule.text || !rule.remedy || !rule.source)
      throw new Error(`rule ${rule.code} lacks its text, remedy or source`);
    byCode.set(rule.code, rule);
  }
  return {
    all: rules,
    has: (code): code is R['code'] => byCode.has(code),
    get: (code) => {
      const rule = byCode.get(code);
      if (!rule) throw new Error(`no rule ${code} in the catalogue`);
      return rule;
    },
  };
}

/** The catalogue as a Markdown table for the partner documents. */
export function catalogueTable(rules: readonly Rule[]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|');
  const rows = rules.map(
    ({ code, severity, text, remedy, resend, source }) =>
      `| ${code} | ${severity} | ${cell(text)} | ${cell(remedy)} | ${resend ? 'yes' : 'no'} | ${cell(source)} |`,
  );
  return ['| code | severity | text | what to do | resend as is | source |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
