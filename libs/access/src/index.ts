export { AccessModule } from './access.module';
export { AccountChangedConsumer } from './account-changed.consumer';
export {
  type AdmissionRule,
  admitAgain,
  type Admitted,
  admitByKey,
  AdmittedGuard,
  Asker,
  askingNow,
  Does,
  For,
  keyShown,
} from './admission';
export { type Asking, askingWith, isNetwork, isViewer, type KeyTerms, type KnownAccount, NO_TERMS } from './asking';
export { type KeyHolder, KeyHolders, KnownAccounts, type Numbers, storedAccount } from './known-accounts';
export { Looks, looksOf, type Shown } from './looks';
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
