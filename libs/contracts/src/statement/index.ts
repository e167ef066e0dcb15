export * from './filer-acts';
export * from './functions';
export * from './notice-content';
export * from './scope';
export * from './shape';
export * from './stated-time';
export * from './statement';
