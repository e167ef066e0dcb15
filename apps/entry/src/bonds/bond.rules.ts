import type { BondFiled, BondParty, BondSurety, Condition } from '#contracts';
import {
  addDays,
  type CustomsDate,
  daysBetween,
  entryCheckDigit,
  FEDERAL_CALENDAR,
  type ImporterQualifier,
  parseImporterNumber,
} from '#kernel';
import {
  BOND_ACTIVITIES,
  BOND_TRANSACTIONS,
  ENTRY_TYPES,
  SUPERSEDED_WITHIN_DAYS,
  suretyName,
  TERMINATION_NOTICE_DAYS,
  USER_DELETE_DAYS,
} from '#reference';
import { fullImporterNumber } from '../importer/importer-number';
import { type BondAction, bondCondition, BOND_FINALS, type BondConditionCode } from './bond-conditions';
import type { StoredBond } from './bond.model';
import type { SuretyStanding } from './surety-standing';

/** An entry as far as its bond is concerned. */
export interface EntryUnderBond {
  readonly filedOn: CustomsDate;
  readonly released: boolean;
  /** An accepted entry summary is on file. */
  readonly hasSummary: boolean;
  /** It is on file under a single transaction bond. */
  readonly isSingle: boolean;
}

/** Somebody who may file bonds of a surety, as the surety told: dollars of liability in one bond, first and last day. */
export interface SuretyAgentOnFile {
  readonly surety: string;
  readonly agent: string;
  readonly filerCode: string;
  readonly limitDollars: number | null;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** What the rules need to know besides the filing. */
export interface BondContext {
  /** The day of receipt by Eastern time (eBond v1.9, p. CB-23). */
  readonly today: CustomsDate;
  readonly checkDigitOffset: (filerCode: string) => number;
  standing(importerNumber: string): 'active' | 'inactive' | undefined;
  /** The bond whose number is named; null where none is on file. */
  readonly existing: StoredBond | null;
  /** Single transaction bonds in force of the transaction. */
  readonly ofTransaction: readonly StoredBond[];
  /** Continuous bonds with the number of somebody named. */
  readonly continuous: readonly StoredBond[];
  entry(key: string): EntryUnderBond | undefined;
  /** Of the sureties that it names or that are on file, and of the agents that it names. */
  readonly agents: readonly SuretyAgentOnFile[];
  /** What operators have told of sureties; none where they told nothing. */
  readonly standings: readonly SuretyStanding[];
  /** Whether somebody files under a filer code. */
  readonly filerOnFile: (code: string) => boolean;
}

const NEW: readonly string[] = ['B', 'A', 'U', 'E'] satisfies BondAction[];
const ON_FILE: readonly string[] = ['V', 'C', 'T', 'R'] satisfies BondAction[];
const VALID: Readonly<Record<string, readonly string[]>> = {
  '8': ['B', 'T', 'R'],
  '9': ['B', 'A', 'V', 'C', 'U', 'E', 'R'],
};
const AGENT = /^[A-Z0-9]{3}-[A-Z0-9]{2}-[A-Z0-9]{4}$/;
const NOTIFY = /^\d{4}[A-Z0-9]{3}([A-Z0-9]{2})?$/;
const DRAWBACK = /^4[1-7]$/;
/** Ten business days after receipt (19 CFR 113.27(a)). */
const PRINCIPAL_NOTICE = 10;

type Say = (code: BondConditionCode, place: { recordIndex: number | null; at: string; record?: string }) => void;

/** Everything that speaks against a bond as filed. */
export const judgeBond = (filing: BondFiled, context: BondContext): Condition[] => {
  const found: Condition[] = [];
  const say: Say = (code, place) => found.push(bondCondition(code, place));
  const header = (field: string) => ({ recordIndex: filing.recordIndex, at: `/${field}` });
  const { action, type } = filing;
  if (!(action in BOND_FINALS)) say('S04', header('action'));
  if (!(type in VALID)) say('S05', header('type'));
  if (found.length > 0) return found;
  if (!VALID[type]!.includes(action)) {
    say('S06', header('action'));
    return found;
  }
  judgeHeader(filing, context, (code, field) => say(code, header(field)));
  judgeRecords(filing, say);
  if (NEW.includes(action)) {
    judgeTransaction(filing, context, say);
    judgePrincipals(filing, context, say);
  }
  judgeUsers(filing, context, say);
  if (NEW.includes(action) || action === 'C') judgeSureties(filing, context, say);
  judgeNotify(filing, context, say);
  if (found.length === 0) judgeOnFile(filing, context, (code, field) => say(code, header(field)), say);
  return found;
};

type SayHeader = (code: BondConditionCode, field: string) => void;

const judgeHeader = (filing: BondFiled, { today }: BondContext, say: SayHeader): void => {
  const { action, type } = filing;
  const isNew = NEW.includes(action);
  if (isNew) {
    const activity = BOND_ACTIVITIES.get(filing.activityCode ?? '');
    if (!activity?.types.includes(type as '8' | '9')) say('S14', 'activityCode');
  } else if (filing.activityCode !== null) say('S20', 'activityCode');
  if (isNew || action === 'C') {
    if (!filing.amountDollars) say('S15', 'amountDollars');
  } else if (filing.amountDollars !== null) say('S20', 'amountDollars');
  if (action === 'V' || action === 'C') {
    if (filing.executedOn !== null) say('S20', 'executedOn');
  } else if (filing.executedOn !== today) say('S16', 'executedOn');
  if (type === '9' && isNew) {
    if (filing.effectiveOn !== null) say('S18', 'effectiveOn');
  } else if (isNew) {
    if (filing.effectiveOn === null || filing.effectiveOn < today) say('S17', 'effectiveOn');
  } else if (filing.effectiveOn !== null) say('S77', 'effectiveOn');
  if (action !== 'T' && filing.terminatesOn !== null) say(type === '9' ? 'S19' : 'S20', 'terminatesOn');
  if (isNew) {
    if (filing.number !== null) say('S20', 'bondNumber');
  } else if (!/^\d{2}[89][A-Z0-9]{6}$/.test(filing.number ?? '')) say('S22', 'bondNumber');
  if (action === 'R') {
    if (filing.reconciliationFlag !== null && !/^[YN]$/.test(filing.reconciliationFlag))
      say('S82', 'reconciliationFlag');
    if (filing.usviFlag !== null && filing.usviFlag !== 'Y') say('S84', 'usviFlag');
    if (filing.reconciliationFlag === null && filing.usviFlag === null && filing.users.length === 0)
      say('S86', 'users');
  } else {
    if (filing.reconciliationFlag !== null) say('S20', 'reconciliationFlag');
    if (filing.usviFlag !== null) say('S20', 'usviFlag');
  }
};

/** Records that the designation or type does not use, or that came too often. */
const judgeRecords = (filing: BondFiled, say: Say): void => {
  const { action, type } = filing;
  const isNew = NEW.includes(action);
  const withSurety = isNew || action === 'C';
  const unused = (records: readonly { recordIndex: number | null }[], name: string, record: string): void =>
    records.forEach(({ recordIndex }, at) => say('S20', { recordIndex, at: `/${name}/${at}`, record }));
  if (!isNew) {
    unused(filing.notify, 'notify', '12');
    unused(filing.transactions, 'transaction', '20');
    unused(filing.principals, 'principal', '30');
    unused(filing.coPrincipals, 'coPrincipals', '35');
    if (action !== 'R') unused(filing.users, 'users', '36');
  }
  if (!withSurety) {
    unused(filing.sureties, 'surety', '40');
    unused(filing.coSureties, 'coSureties', '45');
    unused(filing.reinsurers, 'reinsurer', '46');
  }
  const atMost = (
    records: readonly { recordIndex: number | null }[],
    maximum: number,
    code: BondConditionCode,
    at: string,
  ): void => {
    const more = records[maximum];
    if (more) say(code, { recordIndex: more.recordIndex, at: `/${at}` });
  };
  atMost(filing.notify, 1, 'S62', 'notify');
  atMost(filing.coPrincipals, 99, 'S37', 'coPrincipals');
  atMost(filing.users, 999, 'S43', 'users');
  atMost(filing.coSureties, 99, 'S68', 'coSureties');
  const headed = { recordIndex: filing.recordIndex };
  if (isNew && type === '9' && filing.transactions.length === 0)
    say('S25', { ...headed, at: '/transaction', record: '10' });
  if (isNew && type === '8' && filing.transactions[0])
    say('S24', { recordIndex: filing.transactions[0].recordIndex, at: '/transaction' });
  if (isNew) {
    atMost(filing.transactions, 1, 'S26', 'transaction');
    atMost(filing.principals, 1, 'S66', 'principal');
    if (filing.principals.length === 0) say('S31', { ...headed, at: '/principal', record: '10' });
  }
  if (withSurety) {
    atMost(filing.sureties, 1, 'S67', 'surety');
    atMost(filing.reinsurers, 1, 'SR1', 'reinsurer');
    if (filing.sureties.length === 0) say('S49', { ...headed, at: '/surety', record: '10' });
  }
};

const judgeTransaction = (filing: BondFiled, { checkDigitOffset }: BondContext, say: Say): void => {
  const [transaction] = filing.transactions;
  if (filing.type !== '9' || !transaction) return;
  const at = (field: string) => ({ recordIndex: transaction.recordIndex, at: `/transaction/${field}` });
  const { type, id, entryType } = transaction;
  const known = BOND_TRANSACTIONS.get(type);
  if (!known || (filing.activityCode !== null && !known.activities.includes(filing.activityCode))) {
    say('S27', at('type'));
    return;
  }
  if (type === '1') {
    if (entryType === null) say('S28', at('entryType'));
    else if (!ENTRY_TYPES.has(entryType) && !DRAWBACK.test(entryType)) say('S79', at('entryType'));
    else if (DRAWBACK.test(entryType) !== (filing.activityCode === '1A')) say('S70', at('entryType'));
  } else if (entryType !== null) say('S29', at('entryType'));
  if (!known.form.test(id ?? '') || (type === '1' && !isNumberOfEntry(id!, checkDigitOffset))) say('S30', at('id'));
};

const isNumberOfEntry = (id: string, offset: (filerCode: string) => number): boolean =>
  Number(id[10]) === entryCheckDigit(id.slice(0, 3), id.slice(3, 10), offset(id.slice(0, 3)));

/** Codes for one kind of party: type, number, not known, not active. */
type PartyCodes = readonly [BondConditionCode, BondConditionCode, BondConditionCode, BondConditionCode];

const judgeParty = (
  { idType, id, name, recordIndex }: BondParty,
  [ofType, ofNumber, unknown, inactive]: PartyCodes,
  types: readonly string[],
  at: string,
  context: BondContext,
  say: Say,
): void => {
  if (name !== null) say('S36', { recordIndex, at });
  if (!types.includes(idType)) {
    say(ofType, { recordIndex, at });
    return;
  }
  const parsed = parseImporterNumber(id);
  if (!parsed.ok || parsed.value.qualifier !== (idType as ImporterQualifier)) {
    say(ofNumber, { recordIndex, at });
    return;
  }
  const standing = context.standing(parsed.value.text);
  if (standing === undefined) say(unknown, { recordIndex, at });
  else if (standing === 'inactive') say(inactive, { recordIndex, at });
};

const TYPES = ['EI', 'ANI', '34'];
const USER_TYPES = ['EI', 'ANI'];

const judgePrincipals = (filing: BondFiled, context: BondContext, say: Say): void => {
  const [principal] = filing.principals;
  if (principal) judgeParty(principal, ['S32', 'S33', 'S34', 'S35'], TYPES, '/principal', context, say);
  const seen = new Set<string>();
  filing.coPrincipals.forEach((party, index) => {
    const at = `/coPrincipals/${index}`;
    judgeParty(party, ['S38', 'S39', 'S40', 'S41'], TYPES, at, context, say);
    const number = fullImporterNumber(party.id);
    if (seen.has(number)) say('S42', { recordIndex: party.recordIndex, at });
    if (principal && number === fullImporterNumber(principal.id)) say('S58', { recordIndex: party.recordIndex, at });
    seen.add(number);
  });
};

/** Two digits, a dash and seven: whose number it is, without the suffix of a division (ACE error dictionary, S72). */
const firstNine = (number: string): string => number.slice(0, 10);

const judgeUsers = (filing: BondFiled, context: BondContext, say: Say): void => {
  if (filing.action !== 'R' && !NEW.includes(filing.action)) return;
  const principal = filing.principals[0] && fullImporterNumber(filing.principals[0].id);
  const coPrincipals = new Set(filing.coPrincipals.map(({ id }) => fullImporterNumber(id)));
  const bound = [
    ...[...filing.principals, ...filing.coPrincipals].map(({ id }) => fullImporterNumber(id)),
    ...(context.existing?.parties ?? []).flatMap(({ role, number }) => (role === 'user' ? [] : [number])),
  ].map(firstNine);
  const seen = new Set<string>();
  filing.users.forEach((user, index) => {
    const place = { recordIndex: user.recordIndex, at: `/users/${index}` };
    if (bound.length > 0 && user.idType === 'EI' && user.action !== 'D' && !bound.includes(firstNine(user.id)))
      say('S72', place);
    judgeParty(user, ['S44', 'S45', 'S46', 'S47'], USER_TYPES, place.at, context, say);
    const number = fullImporterNumber(user.id);
    if (seen.has(number)) say('S48', place);
    seen.add(number);
    if (number === principal) say('S59', place);
    if (coPrincipals.has(number)) say('S60', place);
    if (filing.action !== 'R') {
      if (user.action !== null || user.addOn !== null || user.deleteOn !== null) say('S20', { ...place, record: '36' });
    } else if (user.action !== 'A' && user.action !== 'D') say('S86', place);
    else if ((user.action === 'A' ? user.deleteOn : user.addOn) !== null) say('S90', place);
    else if ((user.action === 'A' ? user.addOn : user.deleteOn) === null)
      say(user.action === 'A' ? 'S91' : 'S92', place);
  });
};

/** Agents of a surety in force on the day. */
const agentsOn = ({ agents, today }: BondContext, code: string): SuretyAgentOnFile[] =>
  agents.filter(({ surety, from, to }) => surety === code && from <= today && (to === null || today <= to));

/** Whether who files may bind a surety: it is the surety, or one of its agents. */
const mayBind = (filing: BondFiled, context: BondContext, code: string): boolean =>
  filing.accountSuretyCodes.includes(code) ||
  agentsOn(context, code).some(({ filerCode }) => filing.accountFilerCodes.includes(filerCode));

const judgeSureties = (filing: BondFiled, context: BondContext, say: Say): void => {
  const [surety] = filing.sureties;
  const judgeOne = (one: BondSurety, at: string): void => {
    const place = { recordIndex: one.recordIndex, at };
    if (!/^\d{3}$/.test(one.code)) say('S50', place);
    else if (suretyName(one.code) === undefined) say('S51', place);
    else if (standingOn(context, one.code)?.active === false) say('S75', place);
    if (!AGENT.test(one.agent ?? '')) say('S52', place);
    if (one.name !== null) say('S36', place);
    if (one.liabilityDollars === 0) say('S76', place);
    if (mayBind(filing, context, one.code)) judgeAgent(one, place);
    else say('S95', place);
  };
  /** A surety that named no agents lets its own account write any number. */
  const judgeAgent = (
    { code, agent, liabilityDollars }: BondSurety,
    place: { recordIndex: number | null; at: string },
  ): void => {
    const own = agentsOn(context, code);
    if (own.length === 0 || !AGENT.test(agent ?? '')) return;
    const named = own.filter((one) => one.agent === agent);
    if (named.length === 0) return say(context.agents.some((one) => one.agent === agent) ? 'S54' : 'S53', place);
    // One number may have several filers, each with a limit of its own.
    const mine = filing.accountSuretyCodes.includes(code)
      ? named
      : named.filter(({ filerCode }) => filing.accountFilerCodes.includes(filerCode));
    if (mine.length === 0) return say('S54', place);
    const liable = liabilityDollars ?? filing.amountDollars ?? 0;
    if (mine.every(({ limitDollars }) => limitDollars !== null && liable > limitDollars)) say('S97', place);
  };
  if (surety) {
    judgeOne(surety, '/surety');
    if (filing.coSureties.length > 0 && surety.liabilityDollars === null)
      say('S56', { recordIndex: surety.recordIndex, at: '/surety/liabilityDollars' });
  }
  const seen = new Set<string>();
  filing.coSureties.forEach((one, index) => {
    const at = `/coSureties/${index}`;
    judgeOne(one, at);
    if (one.liabilityDollars === null) say('S76', { recordIndex: one.recordIndex, at });
    if (seen.has(one.code)) say('S55', { recordIndex: one.recordIndex, at });
    if (one.code === surety?.code) say('S61', { recordIndex: one.recordIndex, at });
    seen.add(one.code);
  });
  const [reinsurer] = filing.reinsurers;
  if (reinsurer) {
    judgeOne(reinsurer, '/reinsurer');
    const place = { recordIndex: reinsurer.recordIndex, at: '/reinsurer' };
    if (filing.coSureties.length > 0) say('SR2', place);
    if (reinsurer.code === surety?.code) say('SR3', place);
  }
  const liable = [...(surety ? [surety] : []), ...filing.coSureties].map(({ liabilityDollars }) => liabilityDollars);
  if (filing.amountDollars && surety && surety.liabilityDollars !== null && liable.every((each) => each !== null)) {
    const sum = liable.reduce((total, each) => total + each!, 0);
    if (sum !== filing.amountDollars) say('S73', { recordIndex: filing.recordIndex, at: '/amountDollars' });
  }
  judgeUnderwriting(filing, context, say);
};

const standingOn = ({ standings, today }: BondContext, code: string): SuretyStanding | undefined =>
  standings.find(({ surety, from, to }) => surety === code && from <= today && (to === null || today <= to));

/** A surety signs up to its limit; what goes beyond is a co-surety's, or reinsured (31 CFR 223.10, 223.11). Where a limit is not known nothing is judged. */
const judgeUnderwriting = (filing: BondFiled, context: BondContext, say: Say): void => {
  const { amountDollars, recordIndex } = filing;
  const [surety] = filing.sureties;
  const [reinsurer] = filing.reinsurers;
  if (!amountDollars || !surety) return;
  const limitOf = ({ code }: BondSurety): number => standingOn(context, code)?.underwritingDollars ?? Infinity;
  const limit = [surety, ...filing.coSureties].reduce((sum, one) => sum + limitOf(one), 0);
  const place = { recordIndex, at: '/amountDollars' };
  if (reinsurer) {
    if (amountDollars - limit > limitOf(reinsurer)) say('SR5', place);
  } else if (amountDollars > limit) say(filing.coSureties.length > 0 ? 'S94' : 'S93', place);
};

const judgeNotify = (filing: BondFiled, { filerOnFile }: BondContext, say: Say): void => {
  const seen = new Set<string>();
  // The filer of the block is told anyway; another of the account's own is somebody else.
  const filers = filing.processingFiler ? [filing.processingFiler] : filing.accountFilerCodes;
  for (const { codes, recordIndex } of filing.notify) {
    if (codes.length === 0) say('S63', { recordIndex, at: '/notify' });
    for (const code of codes) {
      const isFiler = filers.includes(code.slice(4, 7));
      if (!NOTIFY.test(code) || isFiler || seen.has(code)) say('S63', { recordIndex, at: '/notify' });
      else if (!filerOnFile(code.slice(4, 7))) say('S64', { recordIndex, at: '/notify' });
      seen.add(code);
    }
  }
};

/** What is on file speaks against it: only of what is sound by itself. */
const judgeOnFile = (filing: BondFiled, context: BondContext, say: SayHeader, sayAt: Say): void => {
  const { action, type } = filing;
  if (ON_FILE.includes(action)) {
    judgeChange(filing, context, say, sayAt);
    return;
  }
  if (type === '8') {
    const numbers = new Set(
      [...filing.principals, ...filing.coPrincipals, ...filing.users].map(({ id }) => fullImporterNumber(id)),
    );
    const overlaps = ({ activityCode, state, terminatesOn, parties }: StoredBond): boolean =>
      activityCode === filing.activityCode &&
      (state === 'active' || (state === 'termination scheduled' && terminatesOn! > filing.effectiveOn!)) &&
      parties.some(({ number, until }) => numbers.has(number) && (until === null || until > filing.effectiveOn!));
    if (context.continuous.some(overlaps)) say('S96', 'principal');
    return;
  }
  const [transaction] = filing.transactions;
  const entry = transaction!.type === '1' ? context.entry(transaction!.id!) : undefined;
  const basic = context.ofTransaction.some(
    ({ designation, activityCode }) => designation !== 'A' && activityCode === filing.activityCode,
  );
  if (action === 'B' && basic) say('S07', 'transaction');
  if (action === 'A' && !basic && !entry) return say('S65', 'action');
  if (action !== 'U' && action !== 'E') return;
  // A bond is taken the place of once.
  if (context.ofTransaction.some(({ designation }) => designation === 'U' || designation === 'E'))
    return say('S07', 'transaction');
  if (transaction!.type === '1') {
    if (action === 'U') {
      if (!entry?.released) return say('S69', 'action');
      if (entry.hasSummary) return say('S11', 'action');
    } else {
      if (!entry) return say('S78', 'action');
      if (daysBetween(entry.filedOn, context.today) > SUPERSEDED_WITHIN_DAYS) return say('S12', 'action');
    }
  }
  if (!basic) return say('S65', 'action');
  if (entry && !entry.isSingle) say('S10', 'action');
};

const judgeChange = (filing: BondFiled, context: BondContext, say: SayHeader, sayAt: Say): void => {
  const { existing, today } = context;
  if (!existing) return say('S23', 'bondNumber');
  if (existing.type !== filing.type) return say('S05', 'type');
  const isSurety = existing.sureties.some(({ role, code }) => role === 'surety' && mayBind(filing, context, code));
  const own = filing.accountImporterNumbers.map(fullImporterNumber);
  const isPrincipal = existing.parties.some(({ role, number }) => role === 'principal' && own.includes(number));
  if (!isSurety && !(filing.action === 'T' && isPrincipal)) return say('S80', 'bondNumber');
  const { state, transaction } = existing;
  const entry = transaction?.type === '1' ? context.entry(transaction.id) : undefined;
  switch (filing.action as BondAction) {
    case 'V':
      if (state === 'void') return say('S09', 'bondNumber');
      if (entry?.isSingle || state !== 'active') say('S08', 'bondNumber');
      return;
    case 'C': {
      if (state === 'void') return say('S09', 'bondNumber');
      if (transaction?.type === '1' && !entry?.isSingle) return say('S10', 'bondNumber');
      if (entry?.hasSummary) return say('S11', 'bondNumber');
      if (state !== 'active') return say('S23', 'bondNumber');
      const named = (role: StoredBond['sureties'][number]['role'], code: string): boolean =>
        existing.sureties.some((each) => each.role === role && each.code === code);
      for (const { code, recordIndex } of filing.sureties)
        if (!named('surety', code)) sayAt('S57', { recordIndex, at: '/surety' });
      for (const { code, recordIndex } of filing.coSureties)
        if (!named('co-surety', code)) sayAt('S57', { recordIndex, at: '/coSureties', record: '45' });
      for (const { code, recordIndex } of filing.reinsurers)
        if (!named('reinsurer', code)) sayAt('SR4', { recordIndex, at: '/reinsurer' });
      return;
    }
    case 'T': {
      if (state === 'termination scheduled') return say('S13', 'bondNumber');
      if (state !== 'active') return say('S74', 'bondNumber');
      const earliest = isSurety
        ? addDays(today, TERMINATION_NOTICE_DAYS)
        : FEDERAL_CALENDAR.addBusinessDays(today, PRINCIPAL_NOTICE);
      const { terminatesOn } = filing;
      if (terminatesOn === null || terminatesOn <= existing.effectiveOn! || terminatesOn < earliest)
        say('S21', 'terminatesOn');
      return;
    }
    case 'R':
      if (state !== 'active') return say('S81', 'bondNumber');
      if (filing.reconciliationFlag !== null && (filing.reconciliationFlag === 'Y') === existing.reconciliation)
        say('S83', 'reconciliationFlag');
      if (filing.usviFlag !== null && existing.virginIslands) say('S85', 'usviFlag');
      judgeUserRiders(filing, existing, sayAt);
      return;
  }
};

const judgeUserRiders = (filing: BondFiled, existing: StoredBond, say: Say): void => {
  const effective = existing.effectiveOn ?? existing.executedOn;
  filing.users.forEach((user, index) => {
    const place = { recordIndex: user.recordIndex, at: `/users/${index}` };
    const number = fullImporterNumber(user.id);
    const onBond = existing.parties.filter((party) => party.number === number);
    const open = onBond.find(({ until }) => until === null);
    if (open?.role === 'principal') return say('S59', place);
    if (open?.role === 'co-principal') return say('S60', place);
    if (user.action === 'A') {
      if (open) say('S89', place);
      else if (user.addOn! < effective || onBond.some(({ until }) => until! > user.addOn!)) say('S91', place);
    } else if (onBond.length === 0) say('S87', place);
    else if (!open) say('S88', place);
    else if (user.deleteOn! < addDays(effective, USER_DELETE_DAYS)) say('S92', place);
  });
};

/** What cannot be read is told by the chapter's own codes (eBond v1.9, p. CB-39). */
const UNREADABLE: Readonly<Record<string, BondConditionCode>> = {
  bondTypeCode: 'S05',
  bondAmount: 'S15',
  executionDate: 'S16',
  effectiveDate: 'S17',
  terminationDate: 'S21',
  suretyCode: 'S50',
  coSuretyCode: 'S50',
  suretyCodeForReinsurer: 'S50',
  suretyLiabilityAmount: 'S76',
  coSuretyLiabilityAmount: 'S76',
  userAddDate: 'S91',
  userDeleteDate: 'S92',
};
const MISPLACED: Readonly<Record<string, BondConditionCode>> = { W9C: 'S71', W9D: 'S01', W9E: 'S03' };
export const asChapterSays = (read: readonly Condition[]): Condition[] =>
  read.map((condition) => {
    if (condition.severity !== 'fatal') return condition;
    const place = { recordIndex: condition.recordIndex, at: condition.at ?? `/${condition.field ?? ''}` };
    const misplaced = MISPLACED[condition.code];
    const told = bondCondition(
      misplaced ?? UNREADABLE[condition.field ?? ''] ?? 'S03',
      { ...place, ...(condition.record ? { record: condition.record } : {}) },
      misplaced && condition.remedy,
    );
    return { ...told, field: condition.field };
  });
