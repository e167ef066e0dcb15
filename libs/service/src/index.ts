export { actingPerson } from './acting-person';
export { Allowances, Holdings, networkOf } from './allowances';
export { BodyHeld, type BodyKind, OPEN_BODY_BYTES, roomForBodies, TakesBody } from './bodies';
export { type Called, CallerLimits, tooMany } from './caller-limits';
export { CALLER, CannotBeAsked, Colleagues } from './colleagues';
export { BadConfiguration, Knob, knobsOf, loadConfig, needed, ServiceConfig, type KnobDescription } from './config';
export { Line } from './line';
export { createLog, currentCorrelation, LOG, withCorrelation, type Log } from './log';
export { AnswersAccepted, AnswersOk, Problems, Sends, Takes, TakesText } from './described';
export { addExamples, exampleOf } from './examples';
export { Metrics } from './health';
export { instantAsked } from './instant-asked';
export { MailSender } from './mail-sender';
export { isPrivateAddress, openLookup, postOutside, refusalOfAddress, type SendResult } from './open-internet';
export { OPEN_TO, OpenTo, type Whom } from './open-to';
export { OperationsGuard, WorklistDecision } from './operations';
export {
  asProblem,
  Problem,
  problemDocument,
  problems,
  sendProblem,
  type MessageDisposition,
  type ProblemName,
} from './problem';
export { Readiness } from './readiness';
export { RecurringWork, type RecurringWorkOptions } from './recurring-work';
export { type Refusal, Refusals } from './refusals';
export { RouteNote } from './route-note';
export { hashApiKey, hashPassword, newApiKey, verifyPassword } from './secrets';
export { runService, startService, type RunningService, type ServiceDefinition } from './run';
export { requireSameContent } from './sent-once';
export { ServiceProbe, vitalsIn } from './service-probe';
export { csvLine } from './csv';
export { SERVICE_NAME, VitalsReader, type BacklogReader, type GatesReader, type VisibilityReader } from './vitals';
export { WholeNumber } from './whole-number';
