export * from './acknowledgement';
export * from './answers';
export * from './dispositions';
export * from './faults';
export * from './grammar';
export * from './interchange';
export * from './interchange-writer';
export * from './manifest-errors';
export * from './manifest309';
export * from './manifest309.types';
export * from './segments';
export * from './tokenizer';
export {
  type CarriedSegment,
  elementsTable,
  ELEMENT_FATES,
  type Part,
  undecidedElements,
  unjudgedIn,
} from './elements';
