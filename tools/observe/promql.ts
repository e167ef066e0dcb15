import { parser } from '@prometheus-io/lezer-promql';

/** What an expression of Prometheus reads. */
export interface Read {
  /** Names of series, each with the labels that are asked of it. */
  readonly selectors: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Labels by which it groups or matches. */
  readonly grouping: readonly string[];
}

/** @throws SyntaxError where Prometheus would not take it */
export const readOf = (expression: string): Read => {
  const selectors: { name: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  let inGrouping = false;
  parser.parse(expression).iterate({
    enter: (node) => {
      const text = expression.slice(node.from, node.to);
      if (node.type.isError)
        throw new SyntaxError(
          `not PromQL at ${node.from}: ${expression.slice(0, node.from)}⟨here⟩${expression.slice(node.from)}`,
        );
      if (node.name === 'VectorSelector') selectors.push({ name: '', labels: [] });
      else if (node.name === 'Identifier') selectors.at(-1)!.name = text;
      else if (node.name === 'GroupingLabels') inGrouping = true;
      else if (node.name === 'LabelName') (inGrouping ? grouping : selectors.at(-1)!.labels).push(text);
      return true;
    },
    leave: ({ name }) => {
      if (name === 'GroupingLabels') inGrouping = false;
    },
  });
  return { selectors, grouping };
};
