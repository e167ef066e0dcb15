import { DISPOSITIONS } from '#kernel';
import { bodyPointer } from '../filings/pointers';
import type { NewAnswer } from '../intake/transmission';
import type { AnsweredFiling } from './answered-filing';
import { finalDisposition } from './disposition';

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
    outcome: filing.outcome,
    conditions: filing.conditions.map(({ code, text, remedy, severity, at }) => ({
      code,
      text,
      remedy,
      severity,
      at: bodyPointer(at),
    })),
    ...(filing.summary ? { entrySummary: filing.summary } : {}),
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
