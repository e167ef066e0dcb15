import { type FilingHeld, type FilingOrigin, kindOf } from '#contracts';

/** A filing as the message that takes it to its module, with the name that people give it. */
export interface FilingOnItsWay {
  readonly type: string;
  readonly subject: string;
  readonly reference: string;
  readonly data: { readonly origin: FilingOrigin };
}

/** What an officer is told of a filing that waits at the gate. @throws Error when it is no filing */
export const heldFiling = ({ type, subject, reference, data }: FilingOnItsWay): FilingHeld => {
  const { filingId, accountId, receivedAt } = data.origin;
  const { kind, module, about } = kindOf({ type });
  return { filingId, accountId, module, kind, subject, reference, receivedAt, ...about(data as never) };
};
