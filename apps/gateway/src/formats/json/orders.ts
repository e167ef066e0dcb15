import { Type } from '@sinclair/typebox';
import { BillHoldOrdered, EntryReviewOrdered, Instant, ReviewDecision } from '#contracts';
import { actingPerson, Problem } from '#service';
import type { KeyHolder } from '../../account/account';
import { filingOf } from '../../filing/transmission';
import type { FilingOf } from './json-filings';
import { BodyCheck, Closed, Day, Text } from '../../edge/json-schema';

const Officer = Type.Optional(
  Text(60, 'Who decides: may be left out, and can only be the person to whom the key was issued'),
);

export const HoldBody = Closed({
  code: Type.String({ pattern: '^[0-9][A-Z]$', description: 'Code of the hold, such as 1H; also on removal' }),
  reason: Text(200, 'Why'),
  officer: Officer,
});
const holdBody = new BodyCheck(HoldBody);

export const ReviewBody = Closed({
  decision: ReviewDecision,
  note: Type.Optional(Text(500, 'For the file; the filer of a summary that is rejected reads it')),
  officer: Officer,
  refusal: Type.Optional(
    Closed({
      reasonCode: Type.String({ pattern: '^(0[1-9]|1[0-7])$', description: 'Why the request is refused (SO20 RSN)' }),
      comments: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 50, description: 'For the filer (SO20 CMT)' }), {
          maxItems: 9,
        }),
      ),
    }),
  ),
  day: Type.Optional(Day('The release date, or when the in-bond movement arrived; today where it is left out')),
  examination: Type.Optional(
    Type.Object(
      {
        site: Type.Optional(
          Type.String({
            pattern: '^[A-Z0-9]{4}$',
            description:
              'FIRMS code of the station where the goods are examined; where that is not the one elected with the release, the note says why',
          }),
        ),
        begunAt: Type.Optional(Type.String({ pattern: Instant.pattern!, description: 'When it began' })),
        hours: Type.Optional(
          Type.Number({ minimum: 0, maximum: 10_000, description: 'What it took, in hours; when it is completed' }),
        ),
      },
      { additionalProperties: false, description: 'Of an examination that is ordered or completed' },
    ),
  ),
});
const reviewBody = new BodyCheck(ReviewBody);

/** On which decisions a field of the order bears. */
const FIELDS_OF: Readonly<Record<'examination' | 'refusal' | 'day', readonly string[]>> = {
  examination: ['exam ordered', 'exam completed'],
  refusal: ['correction refused', 'cancellation refused'],
  day: ['in-bond arrived', 'release date updated'],
};

const BILL_KEY = /^[A-Z]{2,4}[A-Z0-9]{1,12}$/;

/** @throws Problem `not-found`, `not-valid`, `not-authorized` for the key of nobody */
export const holdOrder = (
  action: 'place' | 'remove',
  billKey: string,
  body: unknown,
  { account, person }: KeyHolder,
): FilingOf => {
  if (!BILL_KEY.test(billKey))
    throw new Problem('not-found', `${billKey} is no bill of lading number: send SCAC and number without spaces.`);
  const { code, reason, officer: typed } = holdBody.read(body);
  const officer = actingPerson(person, typed);
  return (origin) =>
    filingOf(BillHoldOrdered, {
      origin,
      billKey,
      action,
      holdCode: code,
      reason,
      officer,
      officerPorts: account.ports,
    });
};

/** @throws Problem `not-found`, `not-valid`, `not-authorized` for the key of nobody */
export const reviewOrder = (
  filerCode: string,
  number: string,
  body: unknown,
  { account, person }: KeyHolder,
): FilingOf => {
  const entryNumber = number.replace('-', '');
  if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber))
    throw new Problem('not-found', `${filerCode}/${number} is no entry number.`);
  const read = reviewBody.read(body);
  const { decision, note, officer: typed, examination, refusal, day } = read;
  const misplaced = (Object.keys(FIELDS_OF) as (keyof typeof FIELDS_OF)[])
    .filter((field) => read[field] !== undefined && !FIELDS_OF[field].includes(decision))
    .map((field) => ({
      at: `/${field}`,
      text: `is of ${FIELDS_OF[field].map((one) => `'${one}'`).join(' and ')}, not of '${decision}'`,
    }));
  if (FIELDS_OF.refusal.includes(decision) && refusal === undefined)
    misplaced.push({ at: '/refusal', text: 'is missing: the filer is told why (SO20 RSN)' });
  if (misplaced.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', misplaced);
  const officer = actingPerson(person, typed);
  return (origin) =>
    filingOf(EntryReviewOrdered, {
      origin,
      filerCode,
      entryNumber,
      decision,
      note: note ?? null,
      ...(examination && {
        examination: {
          site: examination.site ?? null,
          begunAt: examination.begunAt ?? null,
          hours: examination.hours ?? null,
        },
      }),
      ...(refusal && { refusal: { reasonCode: refusal.reasonCode, comments: refusal.comments ?? [] } }),
      ...(day && { day }),
      officer,
      officerPorts: account.ports,
    });
};
