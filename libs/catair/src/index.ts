/** CATAIR: the 80-column messages of ABI, as data and one codec. Knows no framework and no rule of customs. */
export * from './layout';
export * from './codec';
export * from './values';
export * from './conditions';
export * from './applications';
export * from './chapters';
export { bytesOf, MAXIMUM_TRANSMISSION_BYTES } from './records';
export {
  batchFault,
  Block,
  type BlockHeader,
  blockFault,
  type ControlFault,
  type Envelope,
  type TransactionPlace,
  transactionFault,
} from './control';
export { GRAMMARS, type Grammar, type Usage } from './grammar';
export * from './transmission';
export * from './kept';
export { withoutPasswords } from './without-passwords';
export * from './grouping';
export { agencyLayout } from './agency-records';
export * as agencyDataLayouts from './layouts/agency-data';
export { type Fate, fateOf, remarkableFields, undecidedFields } from './fields';
export { encodeFitted, encodeSpaced, type RenderOptions } from './render';
export * from './reject';
export * from './respond';
export * from './partner-tables';
export * as bondLayouts from './layouts/bond';
export * as drawbackLayouts from './layouts/drawback';
export * as envelopeLayouts from './layouts/envelope';
export * as securityFilingLayouts from './layouts/security-filing';
export * as cargoReleaseLayouts from './layouts/cargo-release';
export * as summaryHeaderLayouts from './layouts/summary-header';
export * as summaryLineLayouts from './layouts/summary-lines';
export * as summaryAnswerLayouts from './layouts/summary-answer';
export * as releaseStatusLayouts from './layouts/release-status';
export * as importerBondLayouts from './layouts/importer-bond-query';
export * as statusQueryLayouts from './layouts/status-query';
export * as summaryQueryLayouts from './layouts/summary-query';
export * as summaryStatusLayouts from './layouts/summary-status';
export type { ReferenceType } from './layouts/summary-answer';
