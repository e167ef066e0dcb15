import type { CapabilityView, WaveView } from '../../api/account';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { Frame, useReason } from './frame';
import { operationsWords } from './words';

const STATES: Readonly<Record<string, 'cap_registered' | 'cap_waves' | 'cap_all' | 'cap_off'>> = {
  registered: 'cap_registered',
  'in waves': 'cap_waves',
  'for all': 'cap_all',
  off: 'cap_off',
};
const WAVES: Readonly<Record<string, 'wave_planned' | 'wave_open' | 'wave_closed'>> = {
  planned: 'wave_planned',
  open: 'wave_open',
  closed: 'wave_closed',
};

/** What is new and reaches filers in waves: how far each is, and the next step. */
export default function CapabilitiesPage() {
  const say = useWords(operationsWords);
  const capabilities = useKnown('account', 'GET /capabilities', {});
  const again = (): void => {
    capabilities.again();
  };
  return (
    <Frame title={say('capabilitiesTitle')} lead={say('capabilitiesLead')}>
      <Known of={capabilities} isEmpty={(told) => told.capabilities.length === 0} empty={say('noCapabilities')}>
        {(told) => (
          <ul className="pw-matters">
            {told.capabilities.map((capability) => (
              <li key={capability.code}>
                <Capability capability={capability} again={again} />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </Frame>
  );
}

function Capability({ capability, again }: { capability: CapabilityView; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const { code, name, changes, state, waves } = capability;
  return (
    <article className="pw-matter" aria-label={name}>
      <h2 className="pw-matter__title">{name}</h2>
      <p className="pw-tag-line">
        <span className="usa-tag">{STATES[state] ? say(STATES[state]) : state}</span> <code>{code}</code>
      </p>
      <p lang="en">{changes}</p>
      {waves.length === 0 ? (
        <p>{say('noWaves')}</p>
      ) : (
        <ul className="pw-matters">
          {waves.map((wave) => (
            <li key={wave.number}>
              <Wave code={code} wave={wave} again={again} />
            </li>
          ))}
        </ul>
      )}
      {state !== 'off' && (
        <OrderForm
          title={say('offOpen')}
          explain={say('offSays', { name })}
          isGrave
          fields={[reason]}
          submit={say('off')}
          send={({ reason: why }) =>
            call('account', 'POST /capabilities/{code}/off', { path: { code }, body: { why } }).then(again)
          }
          done={say('isOff', { name })}
          isSaidAbove
        />
      )}
    </article>
  );
}

function Wave({ code, wave, again }: { code: string; wave: WaveView; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const { number, name, state, everybody, most, admitted, openedWhy, closedWhy } = wave;
  const path = { code, number: String(number) };
  return (
    <article className="pw-matter pw-matter--inside" aria-label={name}>
      <h3 className="pw-matter__title">{say('wave', { number: String(number), name })}</h3>
      <p>
        <strong>{WAVES[state] ? say(WAVES[state]) : state}</strong>
        {'. '}
        {everybody ? say('waveAll') : say('admitted', { count: admitted, most })}
      </p>
      {(closedWhy ?? openedWhy) && <p className="pw-quiet">{closedWhy ?? openedWhy}</p>}
      {state === 'planned' && (
        <OrderForm
          title={say('openWaveOpen')}
          explain={say('openWaveSays')}
          fields={[reason]}
          submit={say('openWave')}
          send={({ reason: why }) =>
            call('account', 'POST /capabilities/{code}/waves/{number}/open', { path, body: { why } }).then(again)
          }
          done={say('waveOpened', { name })}
          isSaidAbove
        />
      )}
      {state === 'open' && (
        <OrderForm
          title={say('closeWaveOpen')}
          explain={say('closeWaveSays')}
          isGrave
          fields={[reason]}
          submit={say('closeWave')}
          send={({ reason: why }) =>
            call('account', 'POST /capabilities/{code}/waves/{number}/close', { path, body: { why } }).then(again)
          }
          done={say('waveClosed', { name })}
          isSaidAbove
        />
      )}
    </article>
  );
}
