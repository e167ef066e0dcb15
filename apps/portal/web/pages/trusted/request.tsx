import type { ReactNode } from 'react';
import type { TrustedRequestView } from '../../api/cee';
import { Day } from '../../ui/due';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { portText } from '../account/figures';
import { useNames } from './names';
import { Clock } from './parts';
import { trustedWords } from './words';

/** One request of a trusted trader, as both sides see it, with what can be ordered. */
export function Request({
  of,
  heading: Heading = 'h3',
  account,
  children,
}: {
  of: TrustedRequestView;
  /** By where it stands in the page. */
  heading?: 'h2' | 'h3';
  /** Whose it is, where that is not plain. */
  account?: ReactNode;
  children?: ReactNode;
}) {
  const say = useWords(trustedWords);
  const name = useNames();
  const state = of.granted === null ? name('requestState', of.state) : say(of.granted ? 'granted' : 'notGranted');
  return (
    <>
      <Heading>
        {of.number}: {name('kind', of.kind)}
      </Heading>
      <p className="pw-card__line">
        <span className="pw-sign">{state}</span>
        <Clock of={of.clock} />
        {of.reference && <span>{of.reference}</span>}
        {account}
      </p>
      <p>{of.text}</p>
      {of.certification && (
        <p>
          {say('certifies', {
            certification: name('certification', of.certification),
            goods: of.goods?.join(', ') ?? say('allGoods'),
            ports: of.ports?.map(portText).join('; ') ?? say('allPorts'),
          })}
          {of.from && of.to && (
            <>
              {', '}
              <Day of={of.from} /> – <Day of={of.to} />
            </>
          )}
        </p>
      )}
      <p className="pw-quiet">
        {say('askedBy', { name: of.askedBy })}, <When at={of.askedAt} />
      </p>
      {of.answer && (
        <p>
          {say('answerIs', { name: of.answeredBy ?? '', answer: of.answer })}
          {of.answeredAt && (
            <span className="pw-quiet">
              {' '}
              <When at={of.answeredAt} />
            </span>
          )}
        </p>
      )}
      {of.revokedBy && <p>{say('revoked', { name: of.revokedBy, why: of.revokeReason ?? '' })}</p>}
      {children}
    </>
  );
}
