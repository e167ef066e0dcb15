export { AccessConfig } from './access.config';
export { AccessModule } from './access.module';
export { AccountChangedConsumer } from './account-changed.consumer';
export {
  type AdmissionRule,
  type Admitted,
  AdmittedGuard,
  admitCallers,
  Asker,
  askingNow,
  Does,
  Door,
  For,
} from './admission';
export {
  type Asking,
  askingAs,
  askingWith,
  isNetwork,
  isViewer,
  type KeyTerms,
  type KnownAccount,
  NO_TERMS,
} from './asking';
export {
  type Capabilities,
  CapabilitiesOnFile1764800520000,
  capabilitiesFor,
  type Participant,
  storeCapabilities,
} from './capabilities';
export { asksForCertificates, ClientCertificates } from './client-certificates';
export {
  type KeyHolder,
  KeyHolders,
  KnownAccounts,
  type Numbers,
  type PersonKnown,
  storedAccount,
} from './known-accounts';
export { Looks, looksOf, type Shown } from './looks';
export { emailDigest, emailIdentity } from './person';
export { type Act, may, rightsOfRecords, viewersWho } from './rights';
export { RECORD_KINDS, type RecordKind, type Relation, RELATIONS, RIGHTS } from './rights.table';
export {
  ANYWHERE,
  type Blanket,
  hasBenefit,
  type OnOccasion,
  type Standing,
  StandingOnFile1765100700000,
  type StandingOnEntry,
  standingOn,
  STANDINGS_OF,
  standingsByNumber,
  storeStandings,
} from './standing';
export { endSessions, PeopleSignIn1764800110000, SESSIONS_ENDED_TABLE, sessionsEndedBefore } from './sessions-ended';
export { isTokenSigningKey, publicKeySet, signingKeySet } from './token-keys';
export { UseBook, Uses } from './uses';
export { KEY_CLAIM, SESSION_CLAIM, Tokens } from './tokens';
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
