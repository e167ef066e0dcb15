import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { BondFiled, type FilingOrigin } from '#contracts';
import type { Account } from '../../account/account';
import { BodyCheck, Choice, Closed, Code, Day, Text, Whole } from '../../edge/json-schema';
import { filingOf, type NewFiling } from '../../filing/transmission';

const opt = <S extends TSchema>(schema: S) => Type.Optional(schema);
const PartySchema = {
  numberType: Choice('EI', 'ANI', '34'),
  number: Text(12, 'Importer number: `12-3456789`, `YYDDPP-NNNNN` or `NNN-NN-NNNN`'),
};
const SuretySchema = {
  code: Code('\\d{3}', 'Surety code of CBP'),
  agent: Text(11, 'Agent identification number: `XXX-XX-XXXX`'),
};
const LiabilityDollars = Whole('What the surety is liable for, in whole dollars');

export const BondBody = Closed({
  action: Choice('add', 'add additional', 'substitute', 'supersede', 'adjust', 'void', 'terminate', 'rider'),
  type: Choice('continuous', 'single transaction'),
  activityCode: opt(Code('[0-9A-Z]{1,3}', 'Activity code: 1 importer or broker, 1A drawback, 2 custodian, …')),
  amountDollars: opt(Whole('Amount in whole dollars')),
  executedOn: opt(Day('Day on which it is sent, by Eastern time')),
  suretyReference: opt(Text(9, 'Your reference')),
  effectiveOn: opt(Day('From which day a continuous bond covers')),
  terminatesOn: opt(Day('From which day it covers no more; 15 days ahead at the least')),
  bondNumber: opt(Code('[0-9A-Z]{9}', 'Number of the bond, as answered when it was filed')),
  reconciliation: opt(Choice('add', 'remove')),
  virginIslands: opt(Type.Boolean({ description: 'The rider for importation into the U.S. Virgin Islands' })),
  notify: opt(Type.Array(Code('[0-9A-Z]{1,9}', 'Port, filer code and office of who is to know'), { maxItems: 4 })),
  transaction: opt(
    Closed({
      type: Choice('entry', 'security filing', 'seizure case', 'bill of lading', 'voyage'),
      entryType: opt(Code('\\d{2}', 'Entry type, of an entry')),
      id: Text(40, 'Its number, without hyphens'),
    }),
  ),
  principal: opt(Closed(PartySchema)),
  coPrincipals: opt(Type.Array(Closed(PartySchema), { maxItems: 99 })),
  users: opt(
    Type.Array(
      Closed({
        ...PartySchema,
        rider: opt(Choice('add', 'delete')),
        addOn: opt(Day('From which day the user may use it')),
        deleteOn: opt(Day('From which day the user may use it no more')),
      }),
      { maxItems: 999 },
    ),
  ),
  surety: opt(Closed({ ...SuretySchema, liabilityDollars: opt(LiabilityDollars) })),
  coSureties: opt(Type.Array(Closed({ ...SuretySchema, liabilityDollars: LiabilityDollars }), { maxItems: 99 })),
  reinsurer: opt(Closed(SuretySchema)),
});
export type BondBody = Static<typeof BondBody>;

export const bondBody = new BodyCheck(BondBody);

const ACTION = {
  ...{ add: 'B', 'add additional': 'A', substitute: 'U', supersede: 'E', adjust: 'C' },
  ...{ void: 'V', terminate: 'T', rider: 'R' },
} as const;
const TRANSACTION = {
  ...{ entry: '1', 'security filing': '2', 'seizure case': '3', 'bill of lading': '4', voyage: '5' },
} as const;

const at = { name: null, recordIndex: null };
const partyOf = ({ numberType, number }: { numberType: string; number: string }) => ({
  ...{ idType: numberType, id: number },
  ...at,
});
const suretyOf = ({ code, agent, liabilityDollars }: { code: string; agent: string; liabilityDollars?: number }) => ({
  ...{ code, agent, liabilityDollars: liabilityDollars ?? null },
  ...at,
});

export const bondFromJson = (body: BondBody, account: Account, origin: FilingOrigin): NewFiling => {
  const data: BondFiled = {
    origin,
    ...{ accountFilerCodes: account.filerCodes, accountSuretyCodes: account.suretyCodes ?? [], processingPort: null },
    accountImporterNumbers: body.action === 'terminate' ? account.importerNumbers : [],
    action: ACTION[body.action],
    type: body.type === 'continuous' ? '8' : '9',
    activityCode: body.activityCode ?? null,
    amountDollars: body.amountDollars ?? null,
    executedOn: body.executedOn ?? null,
    suretyReference: body.suretyReference ?? null,
    effectiveOn: body.effectiveOn ?? null,
    terminatesOn: body.terminatesOn ?? null,
    number: body.bondNumber ?? null,
    reconciliationFlag: body.reconciliation === undefined ? null : body.reconciliation === 'add' ? 'Y' : 'N',
    usviFlag: body.virginIslands ? 'Y' : null,
    notify: body.notify ? [{ codes: body.notify, recordIndex: null }] : [],
    transactions: body.transaction
      ? [
          {
            ...{ type: TRANSACTION[body.transaction.type], entryType: body.transaction.entryType ?? null },
            ...{ id: body.transaction.id, recordIndex: null },
          },
        ]
      : [],
    principals: body.principal ? [partyOf(body.principal)] : [],
    coPrincipals: (body.coPrincipals ?? []).map(partyOf),
    users: (body.users ?? []).map((user) => ({
      ...partyOf(user),
      action: user.rider === undefined ? null : user.rider === 'add' ? 'A' : 'D',
      ...{ addOn: user.addOn ?? null, deleteOn: user.deleteOn ?? null },
    })),
    sureties: body.surety ? [suretyOf(body.surety)] : [],
    coSureties: (body.coSureties ?? []).map(suretyOf),
    reinsurers: body.reinsurer ? [suretyOf(body.reinsurer)] : [],
    recordIndex: null,
  };
  return filingOf(BondFiled, data);
};
