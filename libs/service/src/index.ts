export { actingPerson } from './acting-person';
export { Allowances, Holdings, networkOf } from './allowances';
export { BodyHeld, type BodyKind, OPEN_BODY_BYTES, roomForBodies, TakesBody } from './bodies';
export { byHalves } from './by-halves';
export { type Called, CallerLimits, tooMany } from './caller-limits';
export { CALLER, CannotBeAsked, Colleagues } from './colleagues';
export {
  BadConfiguration,
  Knob,
  knobsOf,
  ListeningConfig,
  loadConfig,
  needed,
  ServiceConfig,
  type KnobDescription,
} from './config';
export { Line } from './line';
export { createLog, currentCorrelation, LOG, withCorrelation, type Log } from './log';
export { AnswersAccepted, AnswersCreated, AnswersOk, Problems, Sends, Takes, TakesText } from './described';
export { addExamples, exampleOf } from './examples';
export { Metrics } from './health';
export { InnerLines, trustOf } from './inner-lines';
export { instantAsked } from './instant-asked';
export { MailSender } from './mail-sender';
export {
  isPrivateAddress,
  openLookup,
  postOutside,
  readOutside,
  refusalOfAddress,
  type SendResult,
} from './open-internet';
export { OPEN_TO, OpenTo, type Whom } from './open-to';
export { OperationsGuard, WorklistDecision } from './operations';
export { countWaits, ownWait, waitLeftMs } from './own-waits';
export {
  asProblem,
  Problem,
  problemDocument,
  problems,
  sendProblem,
  type MessageDisposition,
  type ProblemName,
} from './problem';
export { tellShare } from './rate-limit-headers';
export { Readiness } from './readiness';
export { RecurringWork, type RecurringWorkOptions } from './recurring-work';
export { type Refusal, Refusals } from './refusals';
export { RouteNote } from './route-note';
export { hashApiKey, hashPassword, newApiKey, verifyPassword } from './secrets';
export { bringUpToDate, runService, startService, type RunningService, type ServiceDefinition } from './run';
export { type FrontDefinition, runFront, startFront } from './run-front';
export { requireSameContent, requireSameFields } from './sent-once';
export { ServiceProbe, vitalsIn } from './service-probe';
export { csvLine } from './csv';
export { RowNumber } from './row-number';
export { SERVICE_NAME, VitalsReader, type BacklogReader, type GatesReader, type VisibilityReader } from './vitals';
export { TRACES } from './tracing';
export { WholeNumber } from './whole-number';
