declare module 'swagger-ui-dist/swagger-ui-es-bundle' {
  type Props = Readonly<Record<string, unknown>>;
  /** Swagger UI has a React of its own. */
  export interface SwaggerReact {
    createElement(type: unknown, props: Props, ...children: unknown[]): unknown;
  }
  export type Wrapper = (original: unknown) => (props: Props) => unknown;
  /** As swagger-ui's documentation of plug-ins has it. */
  export type SwaggerPlugin = (system: { readonly React: SwaggerReact }) => {
    readonly components: Readonly<Record<string, unknown>>;
    readonly wrapComponents: Readonly<Record<string, Wrapper>>;
  };
  /** As swagger-ui's documentation of its configuration has it. */
  const SwaggerUI: (options: {
    readonly domNode: HTMLElement;
    readonly spec: object;
    readonly layout?: string;
    readonly plugins?: readonly SwaggerPlugin[];
    readonly docExpansion?: 'none' | 'list';
    readonly defaultModelsExpandDepth?: number;
    readonly filter?: boolean;
    readonly syntaxHighlight?: false;
    readonly validatorUrl?: null;
    readonly requestInterceptor?: (request: { headers: Record<string, string> }) => object;
  }) => void;
  export default SwaggerUI;
}
