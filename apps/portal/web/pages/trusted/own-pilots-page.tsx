import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { useWords } from '../../words/language';
import { useAccount } from '../account/use-account';
import { PilotCard } from '../center/pilot-card';
import { pilotWords } from '../center/pilot-words';
import { RatePilot } from '../center/rate-pilot';
import { useOwnRights } from './names';
import { OwnFrame } from './own-frame';

/** Pilots with partner agencies in which an account takes part, and saying how they go. */
export default function OwnPilotsPage() {
  const say = useWords(pilotWords);
  const { accountId } = useAccount();
  const { mayAsk } = useOwnRights(accountId);
  const read = useKnown('cee', 'GET /agency-pilots', { query: { accountId } });
  return (
    <OwnFrame title={say('title')} lead={say('ownLead')}>
      <Known of={read} rows={6} isEmpty={({ pilots }) => pilots.length === 0} empty={say('ownNone')}>
        {({ pilots }) => (
          <ul className="pw-cards" aria-label={say('title')}>
            {pilots.map((pilot) => (
              <li key={pilot.id} className="pw-card">
                <PilotCard pilot={pilot} heading="h2" />
                {mayAsk && (pilot.state === 'running' || pilot.state === 'ended') && (
                  <RatePilot pilotId={pilot.id} explain={say('rateOwnExplain')} again={read.again} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
    </OwnFrame>
  );
}
