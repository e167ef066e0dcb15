import { Type } from '@sinclair/typebox';
import { AgencyDecision, AgencyDecisionOrdered, AgencyPlace } from '#contracts';
import { actingPerson, Problem } from '#service';
import type { Account, KeyHolder } from '../../account/account';
import { filingOf } from '../../filing/transmission';
import { BodyCheck, Closed, Code, Text } from '../../edge/json-schema';
import type { FilingOf } from './json-filings';

export const AgencyDecisionBody = Closed({
  agency: Type.Optional(Code('[A-Z0-9]{3}', 'Code of the agency, where the account has several')),
  decision: AgencyDecision,
  lines: Type.Optional(
    Type.Array(Closed(AgencyPlace.properties), {
      minItems: 1,
      maxItems: 999,
      description:
        'Lines of the agency, by their places as the worklist gives them; all that can take the step where left out',
    }),
  ),
  note: Type.Optional(Text(500, 'For the filer, who reads it in SO72')),
  documentType: Type.Optional(Code('[A-Z0-9]{1,5}', 'The document that is wanted, a code of DIS')),
  reasonCode: Type.Optional(Code('[A-Z0-9]{1,2}', 'Reason, a code of the list of PGA status notifications')),
  officer: Type.Optional(
    Text(60, 'Who decides: may be left out, and can only be the person to whom the key was issued'),
  ),
});
const decisionBody = new BodyCheck(AgencyDecisionBody);

/** For which agency an account asks or orders. @throws Problem `not-authorized`, `not-valid` */
export const agencyOf = ({ agencyCodes = [] }: Account, asked: string | null, at: string): string => {
  const [only, ...more] = agencyCodes;
  if (asked === null && only !== undefined && more.length === 0) return only;
  if (asked === null)
    throw new Problem('not-valid', 'Say for which agency.', [{ at, text: `is missing: ${agencyCodes.join(', ')}` }]);
  if (agencyCodes.includes(asked)) return asked;
  throw new Problem('not-authorized', `This account is not of agency ${asked}.`, [
    { at, text: 'is not of this account' },
  ]);
};

/** @throws Problem `not-found`, `not-valid`, `not-authorized` for the key of nobody or another agency */
export const agencyDecision = (
  filerCode: string,
  number: string,
  body: unknown,
  { account, person }: KeyHolder,
): FilingOf => {
  const entryNumber = number.replaceAll('-', '');
  if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber))
    throw new Problem('not-found', `${filerCode}/${number} is no entry number.`);
  const { agency: asked, decision, lines, note, documentType, reasonCode, officer: typed } = decisionBody.read(body);
  const agency = agencyOf(account, asked ?? null, '/agency');
  if (decision === 'documents required' && documentType === undefined)
    throw new Problem('not-valid', 'Some fields are wrong.', [
      { at: '/documentType', text: 'is missing: say which document is wanted' },
    ]);
  const officer = actingPerson(person, typed);
  return (origin) =>
    filingOf(AgencyDecisionOrdered, {
      ...{ origin, filerCode, entryNumber, agency, decision, officer },
      lines: lines ?? null,
      note: note ?? null,
      documentType: documentType ?? null,
      reasonCode: reasonCode ?? null,
    });
};
