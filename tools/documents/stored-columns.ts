import { storedAccount } from '#access';
import type { StoredShape } from '#persistence';
import { storedDowntime as storedDowntimeOfEnforcement } from '../../apps/enforcement/src/downtimes/downtimes';
import { storedNotice } from '../../apps/enforcement/src/notices/case-notices';
import { storedAccountBond } from '../../apps/account/src/bonds/account-bonds';
import { storedBond } from '../../apps/enforcement/src/bonds/bonds-on-file';
import { storedStanding as storedStandingOfEnforcement } from '../../apps/enforcement/src/standing/standings';
import { storedLiquidation as storedLiquidationOfCee } from '../../apps/cee/src/entry-liquidations/stored-liquidation';
import { storedDowntime as storedDowntimeOfCee } from '../../apps/cee/src/downtimes/downtimes';
import { storedDowntime } from '../../apps/entry/src/deadlines/deadline.repository';
import { storedAnswer, storedComputed, storedSummary } from '../../apps/entry/src/summary-on-file/stored-summary';
import { storedBondContent, storedBondTerms } from '../../apps/entry/src/bonds/bond.model';
import { storedClaim, storedStandingOfClaim } from '../../apps/entry/src/drawback/claim.model';
import { storedDrawbackClaim } from '../../apps/cee/src/drawback/drawback-claims';
import { storedProfile } from '../../apps/entry/src/statement-profiles/statement-profiles';
import { storedLiquidation } from '../../apps/entry/src/liquidation/liquidation.model';
import {
  storedBill,
  storedContent,
  storedOrdered,
  storedReviews,
  storedSelection,
  storedStanding,
  storedTold,
} from '../../apps/entry/src/release/stored-release';
import {
  storedSetUp as storedSetUpOfAccount,
  storedSetUpWanted,
} from '../../apps/account/src/filer-set-up/filer-set-ups';
import { storedSetUp } from '../../apps/gateway/src/filer-set-ups/filer-set-ups';
import { storedDetails } from '../../apps/manifest/src/bills/bills-at-hand';

/**
 * How what is kept as JSON is read by a later build:
 * - a shape: lifted to the words of today
 * - `as written`: by field, each of which a later build may only add to
 * - `never`: kept for people and for the record, read by no program
 */
type HowRead = StoredShape<never> | 'as written' | 'never';

export interface StoredColumn {
  readonly says: string;
  readonly readBy: string;
  readonly how: HowRead;
}

const column = (says: string, readBy: string, how: unknown = 'as written'): StoredColumn => ({
  says,
  readBy,
  how: how as HowRead,
});

/** Every column with JSON, by service; `test/data-of-earlier-releases.real-spec.ts` compares it with the databases. */
export const STORED_COLUMNS: Readonly<Record<string, Readonly<Record<string, StoredColumn>>>> = {
  gateway: {
    'filer_set_up.data': column(
      'how a filer is set up for ABI, as account told last',
      'who judges batches',
      storedSetUp,
    ),
    'last_answer.data': column('what an owner answered last', 'questions, while that owner is away'),
    'account.data': column(
      'an account as its owner last told of it',
      'who is let in, with which rights',
      storedAccount,
    ),
    'api_key.terms': column('whose a key is, what for, from where, until when', 'who is let in'),
    'transmission.envelope': column('header of the transmission, as the format has it', 'the writer of its answer'),
    'transmission.errors': column('faults of the whole transmission', 'its sender, when asking what became of it'),
    'filing.conditions': column('what was found, a list', 'the writer of its answer; its sender'),
    'filing.sent': column('what an answer repeats of what was sent', 'the writer of its answer'),
    'filing.summary': column('what an answer to an entry summary says beside conditions', 'the writer of its answer'),
    'webhook.events': column('what is told to an address, a list of words', 'who puts mail into the mailbox'),
    'gate.policy': column('how filings are treated while the gate is shut, a list', 'intake; the gate itself'),
    'gate.pilots': column('filings that try the way, a list', 'the trial of the gate'),
    'downtime.data': column('`port.downtime-changed` as it came', 'the gate; summaries of downtimes'),
    'downtime.executed': column('gate orders that were carried out, a list', 'the gate'),
    'trusted_account.standing': column(
      'standing of a trusted trader as cee last told of it',
      'what goes out first after a downtime',
    ),
    'mailbox_held.items': column(
      'mail that waits for the outbound gate to open, a list',
      'who puts it into the mailbox',
    ),
    'notice_acknowledgement.said': column(
      'what a partner answered to a notice',
      'operators, when a notice was refused',
    ),
  },
  manifest: {
    'bill.details': column('what a bill says beyond what it is looked up by', 'amendments; look-ups', storedDetails),
    'bill_version.state': column('a bill as each change left it', 'nobody but people', 'never'),
    'conveyance.carried': column('what a manifest says of a conveyance that no rule reads', 'look-ups'),
    'port_call.carried': column('what a manifest says of a call that no rule reads', 'look-ups'),
  },
  entry: {
    'cargo_release.content': column(
      'what the filer declared',
      'every decision on the release; SQL: `plannedPortOfEntry`, `importer.number`',
      storedContent,
    ),
    'cargo_release.requested': column(
      'what a pending correction would make of it',
      'the decision on the correction',
      storedContent,
    ),
    'cargo_release.told': column(
      'what the filer was last told',
      'the next notification; SQL: `bills`, `arrivedAt`',
      storedTold,
    ),
    'cargo_release.agencies': column(
      'reviews by partner agencies of what is filed for them',
      'every decision on the release; worklists; SQL: `reviews`, `agency`',
      storedReviews,
    ),
    'cargo_release.selection': column(
      'how it was selected for examination, and what trusted standing brought it',
      'screening anew; look-ups; SQL: `day`, `draw`, `trustedAccountId`',
      storedSelection,
    ),
    'trusted_account.standing': column('standing of a trusted trader as cee last told of it', 'every screening'),
    'cargo_release.ordered': column(
      'what CBP ordered beside examination and documents',
      'the next decision',
      storedOrdered,
    ),
    'cargo_release.standing': column(
      'the paper decision it was last weighed with',
      'every decision on the release',
      storedStanding,
    ),
    'cargo_release.paper_release': column(
      'the paper decision that released the goods',
      'every decision on the release',
    ),
    'cargo_release_event.content_before': column('what was declared before a change', 'nobody but people', 'never'),
    'bill_on_file.data': column(
      'a bill as the carrier side last told of it',
      'every decision on a release of it',
      storedBill,
    ),
    'importer_with_powers.powers': column(
      'powers of attorney as the account service last told of them, a list',
      'every judgement of a filing; look-ups; SQL: `filerCode`',
    ),
    'statement_profile.data': column(
      'how a filer takes part in statements, as account told last',
      'the rules of payment',
      storedProfile,
    ),
    'warehouse_withdrawal.quantities': column(
      'what a summary takes from a warehouse entry, by tariff number and unit',
      'the rules of withdrawals',
    ),
    'entry_summary_version.content': column('each version of a summary', 'look-ups', storedSummary),
    'entry_summary_version.computed': column('duty and fees as they were computed', 'look-ups', storedComputed),
    'waiting_answer.answer': column('`entry.filing-answered` that waits for a team', 'who sends it', storedAnswer),
    'manual_decision.data': column('`port.manual-decision-made` as it came', 'SQL: `portCode`, `voided`'),
    'downtime.data': column('`port.downtime-changed` as it came', 'deadlines', storedDowntime),
    'liquidation.data': column(
      'where the liquidation of an entry stands',
      'orders; the run; look-ups',
      storedLiquidation,
    ),
    'liquidation_event.data': column('what happened to a liquidation, by whom and why', 'look-ups'),
    'liquidation_order.data': column('`cee.liquidation-ordered` as it came', 'nobody but people', 'never'),
    'bond.terms': column(
      'what a bond is beside its amount, days and parties',
      'its next version; cargo releases; look-ups',
      storedBondTerms,
    ),
    'bond_version.content': column('each filing about a bond', 'look-ups', storedBondContent),
    'drawback_claim_version.content': column('each version of a drawback claim', 'look-ups', storedClaim),
    'drawback_claim.standing': column(
      'what is told of a drawback claim as it stands',
      'its next version; look-ups',
      storedStandingOfClaim,
    ),
  },
  enforcement: {
    'account.data': column(
      'an account as its owner last told of it',
      'who is let in, with which rights; names of parties; SQL: `people`, `name`',
      storedAccount,
    ),
    'api_key.terms': column('whose a key is, what for, from where, until when', 'who is let in'),
    'bond_on_file.data': column(
      '`entry.bond-changed` as it came last, without principal and whom it was told',
      'demands on sureties, parties of cases',
      storedBond,
    ),
    'bond_on_file.principal_accounts': column('accounts of principals, a list', 'SQL: by account'),
    'case_notice.content': column('what a notice says, as it was issued', 'parties; people of CBP', storedNotice),
    'downtime.data': column('`port.downtime-changed` as it came', 'clocks of cases', storedDowntimeOfEnforcement),
    'importer_with_powers.powers': column(
      'powers of attorney as the account service last told of them, a list',
      'every judgement of who acts for a party',
    ),
    'account_standing.standing': column(
      '`cee.standing-changed` as it came, each, without the numbers of importers',
      'how a party stood on the day of its petition',
      storedStandingOfEnforcement,
    ),
    'petition.contents': column('a petition as it was sent', 'its views; the question to a Center'),
    'petition.standing': column('how the party stood as a trusted trader on the day of filing', 'its views'),
    'petition.proposal': column('what a first officer would decide', 'the second officer; the decision'),
    'petition_decision.computation': column('what the guidelines came to, step by step', 'its views'),
    'petition_decision.center_input': column('what Centers had said by then, or not', 'its views'),
    'sent_once.digests': column(
      'digests of the fields of what was sent with an id of the sender',
      'whether it is sent again as it was',
    ),
    'center_input.pattern': column('how the account did, as cee told it', 'its views; the decision'),
  },
  cee: {
    'account.data': column(
      'an account as its owner last told of it',
      'who is let in, with which rights; whether a broker is the importer; trusted standing of importers; SQL: `people`, `trusted`',
      storedAccount,
    ),
    'api_key.terms': column('whose a key is, what for, from where, until when', 'who is let in'),
    'entry_goods.goods': column('what an entry counts, a list by heading', 'the figures, when the entry changes'),
    'import_projection.goods': column('what an importer expects to import, a list by heading', 'proposals'),
    'assignment_proposal.importers': column('importer numbers that are placed together, a list', 'who accepts it'),
    'assignment_appeal.contents': column('an appeal as it was sent', 'who decides it'),
    'downtime.data': column('`port.downtime-changed` as it came', 'clocks', storedDowntimeOfCee),
    'entry_liquidation.data': column(
      '`entry.liquidation-changed` as it came, without the importer',
      'people of the Centers',
      storedLiquidationOfCee,
    ),
    'drawback_claim.data': column(
      '`entry.drawback-claim-changed` as it came, without the claimant',
      'lists of claims',
      storedDrawbackClaim,
    ),
    'center_notice.finally': column(
      'what is owed in the end, as a notice of action says',
      'importers, filers, people of the Centers',
    ),
    'liquidation_order.finally': column('what is owed in the end, as it was ordered', 'people of the Centers'),
    'importer_with_powers.powers': column(
      'powers of attorney as the account service last told of them, a list',
      'every judgement of an agent that protests',
    ),
    'protest.contents': column('a protest as it was sent', 'its views; its time, judged again'),
    'protest.further_review': column('an application for further review as it was sent', 'its views'),
    'protest.review': column('what headquarters found in a further review', 'its views; who decides it'),
    'protest.reasons': column('what moved it forward in the list of its Center, a list', 'people of the Centers'),
    'protest_entry.finally': column('what the entry owes in the end, as it was decided', 'its views'),
    'protest_amendment.contents': column('an amendment as it was sent', 'its views'),
    'mark_notice.disclosure': column('what the owner of a mark was told, and what not yet', 'people of the Centers'),
    'summary_decision.findings': column('what a Center found, a list', 'people of the Centers'),
    'trusted_visit.findings': column('what a validation visit found, a list', 'the account; people of the Centers'),
    'account_standing.content': column(
      '`cee.standing-changed` as it was told last, but for revision, reason and instant',
      'whether a standing is to be told anew; SQL: `programs`, `benefits`',
    ),
    'trusted_update.content': column('figures of a month as an account was told them', 'the account'),
    'agency_pilot.benefits': column('what a partner agency gives, a list', 'those who take part'),
    'sent_once.digests': column(
      'digests of the fields of what was sent with an id of the sender',
      'whether it is sent again as it was',
    ),
    'departure.earlier': column('what a proposal departs from, a list', 'people of the Centers'),
    'publication_version.changes': column('what changed in a publication, marked', 'everybody'),
    'work_item.correction': column('why a summary was filed as a post summary correction', 'people of the Centers'),
    'work_item.reasons': column('why an item has its priority, a list', 'people of the Centers'),
  },
  account: {
    'filer_set_up.data': column(
      'how a filer is set up for ABI',
      'its people, CBP; who judges batches',
      storedSetUpOfAccount,
    ),
    'filer_set_up_change.wanted': column(
      'how a filer asked to be set up',
      'who decides; the set-up',
      storedSetUpWanted,
    ),
    'application.numbers': column('numbers that were applied for, a list', 'who vets it; the account that is opened'),
    'person_role.leaves': column('what a user may read or write, by function', 'who is let in'),
    'invitation.leaves': column('what somebody is invited to read or write, by function', 'the role that is given'),
    'api_key.leaves': column('what a key is limited to, by function', 'who is let in'),
    'sign_in_state.payload': column(
      'a code, session, sign-in or grant of the embedded provider, as the library has it',
      'the provider, until it ends; SQL: `grantId`, `uid`, `accountId`, `consumed`',
    ),
    'bond_of_account.data': column(
      '`entry.bond-changed` as it came last, without the number of its principal',
      'its principals and sureties',
      storedAccountBond,
    ),
    'bond_of_account.principal_accounts': column('accounts of principals, a list', 'SQL: by account'),
    'bond_of_account.surety_codes': column('codes of sureties, a list', 'SQL: by code'),
    'account.surety_agents': column('who may file bonds for a surety, a list', 'what others are told of the account'),
    'account.trusted': column('programs of trusted traders, a list', 'what others are told of the account'),
    'trade_record.parts': column(
      'what was last told of a record, by what told it',
      'the record as it is counted and listed',
    ),
    'report.definition': column(
      'which records, what lines are grouped by, and what stands in them',
      'whoever runs the report',
    ),
    'oversight_so_far.data': column(
      'figures of a quarter so far',
      'readers of the oversight report; added up anew every ten minutes',
    ),
    'oversight_published.data': column(
      'figures of a quarter as they were published',
      'readers of the oversight report',
    ),
    'report_run.definition': column(
      'which records, what lines are grouped by, and what stands in them',
      'whoever makes the run',
    ),
  },
  status: {
    'component_sample.evidence': column('what was seen of a component', 'its history'),
    'subscription.modules': column('what a subscriber wants to hear of, a list', 'announcements'),
    'subscription.modes': column('the same', 'announcements'),
    'subscription.ports': column('the same', 'announcements'),
    'subscription.secrets': column('what webhooks are signed with, newest first', 'announcements'),
    'announcement.content': column('what subscribers are told', 'announcements'),
    'told.data': column(
      'what the port service told of an incident, a downtime, a notice or a component',
      'public page',
    ),
    'activity_tree_until.keys': column(
      'public keys by which heads of activity logs are checked, a list',
      'public page',
    ),
  },
  port: {
    'account.data': column(
      'an account as its owner last told of it',
      'who gives orders, with which authority',
      storedAccount,
    ),
    'api_key.terms': column('whose a key is, what for, from where, until when', 'who is let in'),
    'incident.data': column('an incident as it stands', 'officers; the status service'),
    'incident_update.data': column('what changed in an incident', 'officers; the status service'),
    'incident_update.statement': column('what was stated then', 'notices; the status service'),
    'notice.data': column('a notice as it was issued; its thread is added to', 'officers; the status service'),
    'downtime.data': column('a downtime as it stands', 'officers; the register of decisions; the status service'),
    'downtime_version.data': column('each version of a downtime', 'officers'),
    'proposal.data': column('what the platform proposes to declare', 'officers'),
    'deployment.ports': column('ports of a deployment, a list', 'incidents'),
    'port_threshold.set_by': column('who set it', 'officers'),
    'component_override.set_by': column('who said so', 'officers'),
    'picture_bill.data': column('`manifest.bill-changed` as it came', "the officer's desk"),
    'picture_release.bill_keys': column('bills of a release, a list', "the officer's desk; matching"),
    'picture_release.data': column('`entry.release-status-changed` as it came', "the officer's desk; matching"),
    'picture_summary.data': column('`entry.filing-answered` as it came', "the officer's desk; matching"),
    'trusted_account.standing': column(
      'standing of a trusted trader as cee last told of it',
      'the order of examinations and reviews',
    ),
    'entry_selection.reasons': column('why goods were selected for examination, a list', 'the list of examinations'),
    'picture_held_filing.bill_keys': column('bills of a filing that waits, a list', "the officer's desk"),
    'picture_held_filing.data': column('`gateway.filing-held` as it came', "the officer's desk"),
    'playbook_version.document': column('a procedure as it was published', "officers; the officer's desk"),
    'manual_decision.paper': column('what stands on the paper', "the register of decisions; the officer's desk"),
    'manual_decision.known_holds': column('holds that were known, a list', 'the register of decisions'),
    'manual_decision.override': column('why a hold was overridden, and by whom', 'the register of decisions'),
    'manual_decision.keyed': column('who keyed it in afterwards', 'the register of decisions'),
    'manual_decision.exam_result': column('what an examination found', 'the register of decisions'),
    'manual_decision.voiding': column('who took it back', 'the register of decisions'),
    'manual_decision_history.detail': column('what was done to a decision', 'officers'),
    'manual_decision_feed.data': column('`port.manual-decision-made` as it was sent', 'entry, when it comes back'),
    'decision_match.links': column('what a decision was joined to', 'unmatched work'),
    'decision_match.closing': column('who closed it unmatched', 'unmatched work'),
    'decision_match_history.changes': column('how links changed', 'officers'),
    'desk_alarm.acknowledged': column('who saw it', 'officers'),
    'downtime_follow_up.items': column('what an account still has to do, a list', 'reminders'),
  },
};

const wordsOf = (how: HowRead): string => (typeof how === 'string' ? how : `version ${how.version}, lifted`);

/** The table of docs/developers/changing.md. */
export const storedColumnsTable = (): string =>
  [
    '| service | column | says | read by | how |',
    '|---|---|---|---|---|',
    ...Object.entries(STORED_COLUMNS).flatMap(([service, columns]) =>
      Object.entries(columns).map(
        ([name, { says, readBy, how }]) => `| ${service} | \`${name}\` | ${says} | ${readBy} | ${wordsOf(how)} |`,
      ),
    ),
  ].join('\n');
