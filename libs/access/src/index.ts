export { AccessModule } from './access.module';
export { AccountChangedConsumer } from './account-changed.consumer';
export { type AdmissionRule, type Admitted, admitByKey, AdmittedGuard, Asker, Does, For } from './admission';
export { type Asking, askingWith, isNetwork, isViewer, type KeyTerms, type KnownAccount, NO_TERMS } from './asking';
export {
  type Capabilities,
  CapabilitiesOnFile1764800520000,
  capabilitiesFor,
  type Participant,
  storeCapabilities,
} from './capabilities';
export { type KeyHolder, KeyHolders, KnownAccounts, storedAccount } from './known-accounts';
export { type Act, may, rightsOfRecords, viewersWho } from './rights';
export { RECORD_KINDS, type RecordKind, type Relation, RELATIONS, RIGHTS } from './rights.table';
export { TermsOfKeys1764700100000 } from './terms-of-keys.migration';
export {
  CBP_VIEWERS,
  type CbpViewer,
  FUNCTIONS,
  type Leave,
  type Rank,
  TRADE_VIEWERS,
  type TradeViewer,
  type Viewer,
  VIEWERS,
  type WorkFunction,
} from './viewers';
