import { call } from '../../api/call';
import type { TrustedRequestView } from '../../api/cee';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useOptions } from './names';
import { trustedWords } from './words';

/** Answers a request, or takes back what was granted. */
export function AnswerRequest({ of, again }: { of: TrustedRequestView; again: () => void }) {
  const say = useWords(trustedWords);
  const options = useOptions();
  const path = { requestId: of.id };
  const isBlanket = of.kind === 'blanket certification';
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    again();
  };
  if (of.state === 'open')
    return (
      <OrderForm
        title={say('answerRequest', { number: of.number })}
        isSaidAbove
        explain={say('answerRequestExplain')}
        done={say('requestAnswered')}
        fields={[
          {
            name: 'granted',
            label: say('isGranted'),
            kind: 'choice',
            options: options('isGranted', ['yes', 'no']),
            when: () => isBlanket,
          },
          { name: 'answer', label: say('answer'), kind: 'paragraph', least: 2, most: 4_000 },
        ]}
        send={({ answer, granted }) =>
          asks(
            call('cee', 'POST /trusted-requests/{requestId}/answer', {
              path,
              body: { answer, granted: isBlanket ? granted === 'yes' : null },
            }),
          )
        }
      />
    );
  if (!of.granted || of.revokedBy) return null;
  return (
    <OrderForm
      title={say('revoke', { number: of.number })}
      isSaidAbove
      isGrave
      explain={say('revokeExplain')}
      done={say('isRevoked')}
      fields={[{ name: 'why', label: say('why'), least: 2, most: 300 }]}
      send={(body) => asks(call('cee', 'POST /trusted-requests/{requestId}/revocation', { path, body }))}
    />
  );
}
