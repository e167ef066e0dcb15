import { call } from '../../api/call';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { pilotWords } from './pilot-words';

const RATINGS = ['5', '4', '3', '2', '1'] as const;

/** How a pilot goes, in the eyes of a Center or of an importer that takes part. */
export function RatePilot({ pilotId, explain, again }: { pilotId: string; explain: string; again: () => void }) {
  const say = useWords(pilotWords);
  const { options } = useNamesOf(pilotWords);
  return (
    <OrderForm
      title={say('rate')}
      explain={explain}
      done={say('rated')}
      fields={[
        { name: 'rating', label: say('rating'), kind: 'choice', options: options('rating', RATINGS) },
        { name: 'comment', label: say('comment'), kind: 'paragraph', least: 2, most: 1_000 },
      ]}
      send={async ({ rating, comment }) => {
        await call('cee', 'POST /agency-pilots/{pilotId}/ratings', {
          path: { pilotId },
          body: { rating: Number(rating), comment },
        });
        again();
      }}
    />
  );
}
