import { DISPOSITIONS } from '#kernel';
import { bodyPointer } from './pointers';
import type { NewAnswer } from '../../filing/transmission';
import { type AnsweredFiling, resultOf } from '../../filing/answered-filing';
import { finalDisposition, outcomeOf } from '../../filing/disposition';

/** The answer to a filing as JSON partners read it. `referred` is an outcome too: the filing is on file and an officer decides. */
export const jsonAnswerDocument = (transmissionId: string, filing: AnsweredFiling): Record<string, unknown> => {
  const disposition = finalDisposition(filing);
  return {
    transmissionId,
    filingId: filing.id,
    kind: filing.kind,
    reference: filing.reference,
    disposition,
    resend: DISPOSITIONS[disposition].resend,
    outcome: outcomeOf(filing),
    conditions: filing.conditions.map(({ code, text, remedy, severity, at }) => ({
      code,
      text,
      remedy,
      severity,
      at: bodyPointer(at, filing.kind),
    })),
    // From what was wrong with it to its images, at the account service.
    documents: `/documents?filingId=${filing.id}`,
    ...resultOf(filing),
  };
};

export const jsonAnswer = (
  application: string,
  document: unknown,
  event: NewAnswer['event'] = 'answer',
): NewAnswer => ({
  event,
  format: 'json',
  contentType: 'application/json',
  application,
  body: JSON.stringify(document),
});
