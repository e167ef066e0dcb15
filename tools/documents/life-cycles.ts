import { documentRequestStates } from '../../apps/account/src/documents/requests/document-request.states';
import { documentMailStates } from '../../apps/account/src/documents/mail/document-mail.states';
import { documentUploadStates } from '../../apps/account/src/documents/uploads/document-upload.states';
import { documentStates } from '../../apps/account/src/documents/register/document.states';
import type { LifeCycle } from '#kernel';
import {
  markingNoticeStates,
  noticeOfActionStates,
  requestForInformationStates,
} from '../../apps/cee/src/notices/notice.states';
import { workItemStates } from '../../apps/cee/src/work/work-item.states';
import { applicationStates } from '../../apps/account/src/applications/application.states';
import { capabilityStates, waveStates } from '../../apps/account/src/capabilities/capability.states';
import { reportRunStates, reportScheduleStates } from '../../apps/account/src/reports/report.states';
import { invitationStates } from '../../apps/account/src/invitations/invitation.states';
import { reactivationStates } from '../../apps/account/src/account-life/reactivation.states';
import { conversationStates } from '../../apps/account/src/conversations/conversation.states';
import { setUpChangeStates } from '../../apps/account/src/filer-set-up/set-up-change.states';
import { suggestionStates } from '../../apps/account/src/suggestions/suggestion.states';
import { accountStates } from '../../apps/account/src/account-life/account.states';
import { appealStates } from '../../apps/cee/src/appeals/appeal.states';
import { pilotStates } from '../../apps/cee/src/agency-pilots/pilot.states';
import { participationStates, standingAppealStates } from '../../apps/cee/src/trusted-standing/participation.states';
import { accountQuestionStates } from '../../apps/cee/src/account-questions/account-question.states';
import { publicationStates } from '../../apps/cee/src/center-pages/publication.states';
import { hubQuestionStates } from '../../apps/cee/src/hub/hub-question.states';
import { departureStates } from '../../apps/cee/src/departures/departure.states';
import { adviceStates } from '../../apps/cee/src/advice/advice.states';
import { protestStates } from '../../apps/cee/src/protests/protest.states';
import { rulingChangeStates } from '../../apps/cee/src/rulings/ruling.states';
import { enforcementCaseStates } from '../../apps/enforcement/src/cases/case.states';
import { offerStates, petitionStates } from '../../apps/enforcement/src/petitions/petition.states';
import { suretyDemandStates } from '../../apps/enforcement/src/sureties/surety-demand.states';
import { evasionStates, propertyStates, referralStates, safetyStates } from '../../apps/cee/src/cases/case.states';
import { delegationStates } from '../../apps/cee/src/authority/delegation-order.states';
import { complianceRunStates, proposalStates, runStates } from '../../apps/cee/src/proposals/proposal.states';
import { summaryStates } from '../../apps/entry/src/summary-on-file/summary.states';
import { bondStates } from '../../apps/entry/src/bonds/bond.states';
import { claimStates } from '../../apps/entry/src/drawback/claim.states';
import { depositStates } from '../../apps/entry/src/deposits/deposit.states';
import { agencyReviewStates } from '../../apps/entry/src/agency-data/agency-review.states';
import { liquidationStates } from '../../apps/entry/src/liquidation/liquidation.states';
import { releaseStates } from '../../apps/entry/src/release/cargo-release.states';
import { gateStates } from '../../apps/gateway/src/gate/gate.states';
import { billStates } from '../../apps/manifest/src/bills/bill.states';
import { inBondStates } from '../../apps/manifest/src/in-bond/in-bond.states';
import { releaseNotices } from '../../apps/manifest/src/carrier-status/release-notices.states';
import { downtimeLife } from '../../apps/port/src/downtime/model/downtime.states';
import { incidentLife } from '../../apps/port/src/downtime/model/incident.states';
import { proposalLife } from '../../apps/port/src/downtime/proposals/proposal.states';
import { decisionStates } from '../../apps/port/src/port-desk/decisions/decision.states';
import { chainStates, linkStates } from '../../apps/port/src/port-desk/matching/matching.states';

interface Life {
  readonly of: string;
  readonly owner: string;
  readonly life: LifeCycle<string, string>;
}

/** Every life cycle there is, with the service that owns what lives it. */
export const LIVES: readonly Life[] = [
  { of: 'a bill of lading', owner: 'manifest', life: billStates },
  { of: 'what a carrier is told of an entry', owner: 'manifest', life: releaseNotices },
  { of: 'an in-bond movement', owner: 'manifest', life: inBondStates },
  { of: 'a cargo release', owner: 'entry', life: releaseStates },
  { of: 'what a partner agency makes of a line', owner: 'entry', life: agencyReviewStates },
  { of: 'an entry summary', owner: 'entry', life: summaryStates },
  { of: 'the estimated duties on released goods', owner: 'entry', life: depositStates },
  { of: 'the liquidation of an entry', owner: 'entry', life: liquidationStates },
  { of: 'a bond', owner: 'entry', life: bondStates },
  { of: 'a drawback claim', owner: 'entry', life: claimStates },
  { of: 'a delegation order', owner: 'cee', life: delegationStates },
  { of: 'a run that proposes assignments', owner: 'cee', life: runStates },
  { of: 'a run that measures compliance', owner: 'cee', life: complianceRunStates },
  { of: 'a proposal to assign importers', owner: 'cee', life: proposalStates },
  { of: 'an appeal against a Center', owner: 'cee', life: appealStates },
  { of: 'an account in a program of trusted traders', owner: 'cee', life: participationStates },
  { of: 'an appeal of a trusted trader', owner: 'cee', life: standingAppealStates },
  { of: 'a pilot with a partner agency', owner: 'cee', life: pilotStates },
  { of: 'a departure from earlier decisions', owner: 'cee', life: departureStates },
  { of: 'a question of CBP to an account', owner: 'cee', life: accountQuestionStates },
  { of: 'a question to a Center', owner: 'cee', life: hubQuestionStates },
  { of: 'what a Center publishes', owner: 'cee', life: publicationStates },
  { of: 'a protest', owner: 'cee', life: protestStates },
  { of: 'a question of a Center or port to headquarters', owner: 'cee', life: adviceStates },
  { of: 'a change of a ruling', owner: 'cee', life: rulingChangeStates },
  { of: 'a case of evasion of duty', owner: 'cee', life: evasionStates },
  { of: 'a case of import safety', owner: 'cee', life: safetyStates },
  { of: 'a case of intellectual property', owner: 'cee', life: propertyStates },
  { of: 'a referral of a Center to a port', owner: 'cee', life: referralStates },
  {
    of: 'a case of fines, penalties and forfeitures',
    owner: 'enforcement',
    life: enforcementCaseStates,
  },
  { of: 'a petition for relief', owner: 'enforcement', life: petitionStates },
  { of: 'an offer in compromise', owner: 'enforcement', life: offerStates },
  { of: 'a demand on a surety', owner: 'enforcement', life: suretyDemandStates },
  { of: 'a gate', owner: 'gateway', life: gateStates },
  { of: 'a trade account', owner: 'account', life: accountStates },
  { of: 'an application for an account', owner: 'account', life: applicationStates },
  { of: 'an invitation into an account', owner: 'account', life: invitationStates },
  { of: 'a request to reactivate an account', owner: 'account', life: reactivationStates },
  { of: 'an incident', owner: 'port', life: incidentLife },
  { of: 'a proposal to declare a downtime', owner: 'port', life: proposalLife },
  { of: 'a downtime', owner: 'port', life: downtimeLife },
  { of: 'a decision made by hand', owner: 'port', life: decisionStates },
  { of: 'a filing expected after a decision by hand', owner: 'port', life: linkStates },
  { of: 'the chain of filings after a decision by hand', owner: 'port', life: chainStates },
  { of: 'a capability', owner: 'account', life: capabilityStates },
  { of: 'a wave of a capability', owner: 'account', life: waveStates },
  { of: 'a conversation', owner: 'account', life: conversationStates },
  { of: "a change of a filer's set-up", owner: 'account', life: setUpChangeStates },
  { of: 'a suggestion', owner: 'account', life: suggestionStates },
  { of: 'a report that is made aside', owner: 'account', life: reportRunStates },
  { of: 'a schedule of a report', owner: 'account', life: reportScheduleStates },
  { of: 'a document', owner: 'account', life: documentStates },
  { of: 'a document that comes in pieces', owner: 'account', life: documentUploadStates },
  { of: 'an e-mail with documents', owner: 'account', life: documentMailStates },
  { of: 'a request of CBP for documents', owner: 'account', life: documentRequestStates },
  { of: 'a request for information (CF-28)', owner: 'cee', life: requestForInformationStates },
  { of: 'a notice of action (CF-29)', owner: 'cee', life: noticeOfActionStates },
  { of: 'a notice to mark or redeliver (CF-4647)', owner: 'cee', life: markingNoticeStates },
  { of: 'the review of an entry summary as work of a Center', owner: 'cee', life: workItemStates },
] as readonly Life[];

/** Which messages the events of a life send, and which send none; an event that sends the same from everywhere is told once. */
const messagesOf = ({ life: { transitions } }: Life): string => {
  const events = new Map<string, Set<string>>();
  for (const { on, says } of transitions) {
    const told = says.map((type) => `\`${type}\``).join(', ') || 'none';
    events.set(told, (events.get(told) ?? new Set()).add(on));
  }
  return [
    '| messages | sent when |',
    '|---|---|',
    ...[...events].map(([told, on]) => `| ${told} | ${[...on].join('; ')} |`),
  ].join('\n');
};

export const lifeCyclesPage = (): string =>
  [
    '# Life cycles',
    '',
    'What can happen to each thing that has a life here, who brings it about, and which messages tell the other services of it. Each is',
    'a table in a file that ends in `.states.ts`, and this page is made from them. A filer is told in the answer to its filing whatever',
    'else is sent.',
    ...LIVES.flatMap((each) => [
      '',
      `## The life of ${each.of} (${each.owner})`,
      '',
      '```mermaid',
      each.life.diagram(),
      '```',
      '',
      messagesOf(each),
    ]),
    '',
  ].join('\n');
