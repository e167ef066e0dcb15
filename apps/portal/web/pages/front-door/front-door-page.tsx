import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import './front-door.scss';
import { StateNow } from './state-now';
import { TryIt } from './try-it';
import { frontDoorWords } from './words';

export default function FrontDoorPage() {
  const say = useWords(frontDoorWords);
  return (
    <>
      <PageTitle lead={say('what')}>{say('title')}</PageTitle>
      <div className="pw-door">
        <TryIt />
        <StateNow />
      </div>
      <ul className="pw-ways">
        {(
          [
            ['signIn', 'signInText', 'signIn', '/sign-in'],
            ['forPartners', 'forPartnersText', 'forPartnersLink', '/developers'],
            ['forOperators', 'forOperatorsText', 'forOperatorsLink', '/status'],
            ['forDevelopers', 'forDevelopersText', 'forDevelopersLink', '/developers/api'],
          ] as const
        ).map(([title, text, link, to]) => (
          <li key={to} className="pw-way">
            <h2>{say(title)}</h2>
            <p>{say(text)}</p>
            <Link to={to} className="usa-button usa-button--outline">
              {say(link)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
