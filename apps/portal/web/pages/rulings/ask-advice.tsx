import { call } from '../../api/call';
import { type Field, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { rulingWords } from './words';

const ABOUT = ['protest', 'entry'] as const;

/** Asks headquarters on what is under way (19 CFR 177.11): on a protest or an entry, or on what the form asks for where neither is given. */
export function AskAdvice({
  protestNumber,
  entryNumber,
  again,
}: {
  protestNumber?: string;
  entryNumber?: string;
  again?: () => void;
}) {
  const say = useWords(rulingWords);
  const { options } = useNamesOf(rulingWords);
  const about: Field[] = [
    { name: 'about', label: say('askAbout'), kind: 'choice', options: options('about', ABOUT) },
    {
      ...{ name: 'protest', label: say('protestNumber'), hint: say('protestHint') },
      when: (told) => told['about'] === 'protest',
    },
    {
      ...{ name: 'entry', label: say('entryNumber'), hint: say('entryHint') },
      when: (told) => told['about'] === 'entry',
    },
  ];
  return (
    <OrderForm
      title={say('ask')}
      explain={
        protestNumber
          ? say('askAboutProtest', { number: protestNumber })
          : entryNumber
            ? say('askAboutEntry', { number: entryNumber })
            : say('askExplain')
      }
      // A protest that waits for the answer has no form to ask any more.
      isSaidAbove={protestNumber !== undefined}
      done={say('asked')}
      fields={[
        ...(protestNumber || entryNumber ? [] : about),
        { name: 'question', label: say('question'), kind: 'paragraph', most: 4_000 },
      ]}
      send={async (told: Record<string, string>, id) => {
        await call('cee', 'POST /internal-advice', {
          body: {
            ...{ id, question: told['question']! },
            protestNumber: protestNumber ?? (told['protest']?.toUpperCase() || null),
            entryNumber: entryNumber ?? (told['entry']?.toUpperCase() || null),
          },
        });
        again?.();
      }}
    />
  );
}
