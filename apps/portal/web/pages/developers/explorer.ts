import type { SwaggerPlugin, SwaggerReact, Wrapper } from 'swagger-ui-dist/swagger-ui-es-bundle';

const PARTS = ['SvgAssets', 'errors', 'FilterContainer', 'operations'] as const;

/**
 * What Swagger UI shows of an API here: its operations, below a heading and in the `main` of the page. The page has a title, a choice of the module and a field for a key of its own, so
 * that what Swagger UI has for these is left out, with what nobody can read or reach in it (docs/decisions/0120).
 */
export const explorerPlugin: SwaggerPlugin = ({ React }) => ({
  components: { PageLayout: pageLayout(React), authorizeOperationBtn: nothing },
  wrapComponents: { TextArea: named(React), Select: inLabel(React), ExamplesSelect: inLabel(React) },
});

/** Tables of answers call themselves regions of the page, each with the same name: they are tables, in all that is drawn from now on. Answers how to stop it. */
export const tablesStayTables = (place: HTMLElement): (() => void) => {
  const observer = new MutationObserver(() => {
    for (const table of place.querySelectorAll('table[role]')) table.removeAttribute('role');
  });
  observer.observe(place, { childList: true, subtree: true });
  return () => observer.disconnect();
};

const VALUE = 'Value';
const nothing = (): null => null;

const pageLayout =
  ({ createElement }: SwaggerReact) =>
  ({ getComponent }: { readonly getComponent: (name: string, isConnected: boolean) => unknown }): unknown =>
    createElement(
      'div',
      { className: 'swagger-ui' },
      ...PARTS.map((name) => createElement(getComponent(name, name !== 'SvgAssets'), { key: name })),
    );

const named =
  ({ createElement }: SwaggerReact): Wrapper =>
  (original) =>
  (props) =>
    createElement(original, { 'aria-label': VALUE, ...props });

const inLabel =
  ({ createElement }: SwaggerReact): Wrapper =>
  (original) =>
  (props) =>
    createElement(
      'label',
      {},
      createElement('span', { className: 'usa-sr-only' }, VALUE),
      createElement(original, props),
    );
