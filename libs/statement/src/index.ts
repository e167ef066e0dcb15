export { type ComponentImpact, impactsOf, impactsSaid } from './component-impact.rules';
export { EMPTY_STATEMENT } from './empty-statement';
export * from './filer-act-words.rules';
export * from './incident-words.rules';
export * from './scope.rules';
export * from './stated-time.rules';
export * from './statement-words.rules';
export { keptFrom, type Obliged, reliefOf } from './relief.rules';
